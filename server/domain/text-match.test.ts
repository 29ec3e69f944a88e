import fc from 'fast-check';
import { RE2JS } from 're2js';
import { expect, test } from 'vitest';
import { compileTextMatch } from './text-match.ts';

const pieces = ['a', 'b', '_', '-', ' ', '.', '*', '+', '?', '|', '(', ')', '[ab|]', '[(]', '\\('];
const more = [
  '[]|(]',
  '[^]|]',
  '[[:alpha:]|]',
  '{0,2}',
  '^',
  '$',
  '(?i)',
  '(?:',
  '\\|',
  '\\Qa|b\\E',
  '\\x61',
];

test('a pattern means what RE2 says, whatever it begins with', () => {
  const part = fc.constantFrom(...pieces, ...more);
  const value = fc.stringMatching(/^[abAB_ |(-]{0,5}$/);
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), value, (parts, text) => {
      const pattern = parts.join('');
      let expected: RE2JS;
      try {
        expected = RE2JS.compile(pattern, RE2JS.DOTALL);
      } catch {
        return;
      }
      expect(compileTextMatch(`/${pattern}/`)(text)).toBe(expected.matches(text));
    }),
    { numRuns: 3_000 },
  );
});

test('a text without slashes stands for itself', () => {
  expect(compileTextMatch('a.*')('a.*')).toBe(true);
  expect(compileTextMatch('a.*')('ab')).toBe(false);
});
