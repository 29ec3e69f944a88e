import { describe, expect, it } from 'vitest';
import { listSummary, wantedHeightPx } from './window-height.ts';

describe('height of the alert window', () => {
  it('is never less than its usual size', () => expect(wantedHeightPx(120, 1)).toBe(420));
  it('grows with the list, up to six rows', () => {
    expect(wantedHeightPx(300, 2)).toBe(300 + 41 + 96);
    expect(wantedHeightPx(300, 6)).toBe(wantedHeightPx(300, 1_000));
  });
  it('sums up the list', () => {
    expect(listSummary(32, 4)).toBe('32 open incidents, 4 services');
    expect(listSummary(2, 1)).toBe('2 open incidents, 1 service');
  });
});
