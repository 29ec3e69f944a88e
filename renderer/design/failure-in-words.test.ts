import { describe, expect, it } from 'vitest';
import { failureInWords } from './failure-in-words.ts';

describe('failure in words', () => {
  it.each([
    [
      "Error invoking remote method 'join:accept': TocsinError: This invite was used before.",
      'This invite was used before.',
    ],
    ["Error invoking remote method 'settings:change': Error: Not a file.", 'Not a file.'],
    ['The hub does not answer.', 'The hub does not answer.'],
    ['', 'It did not work, and nobody said why.'],
  ])('%s', (message, words) => {
    expect(failureInWords(new Error(message))).toBe(words);
  });

  it('takes what is no error', () => {
    expect(failureInWords('gone')).toBe('gone');
  });
});
