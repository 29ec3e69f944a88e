import { describe, expect, it } from 'vitest';
import { levelInWords, meterShare } from './level-words.ts';

describe('the level meter', () => {
  it.each([
    [0, 0, 'silent'],
    [0.001, 0, 'silent'],
    [0.125, 0.62, '−18 dB'],
    [0.5, 0.87, '−6 dB'],
    [1, 1, '0 dB'],
  ])('shows an RMS of %d as %d of its length, %s', (rms, share, words) => {
    expect(meterShare(rms)).toBeCloseTo(share, 2);
    expect(levelInWords(rms)).toBe(words);
  });
});
