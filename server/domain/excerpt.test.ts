import fc from 'fast-check';
import { expect, test } from 'vitest';
import { excerptOf } from './excerpt.ts';

const text = fc
  .array(fc.oneof(fc.constantFrom('needle', 'Nädel', '🔥', '  ', '\n', '.'), fc.string()), {
    maxLength: 60,
  })
  .map((parts) => parts.join(' '));

test('an excerpt is a part of the text, cut between characters, with finds of at least one letter', () => {
  fc.assert(
    fc.property(text, fc.constantFrom('needle', 'nadel ne', 'x', '...', 'NEED'), (whole, query) => {
      const parts = excerptOf(whole, query);
      const joined = parts.map((part) => part.text).join('');
      const line = whole.replace(/\s+/gu, ' ').trim();
      expect(line).toContain(joined.replace(/^…/, '').replace(/…$/, ''));
      expect(joined.length).toBeLessThanOrEqual(202);
      if (whole.isWellFormed()) expect(joined.isWellFormed()).toBe(true);
      for (const part of parts) expect(part.text).not.toBe('');
      for (const part of parts) if (part.isFound) expect(part.text).toMatch(/^[\p{L}\p{N}]/u);
    }),
    { numRuns: 500 },
  );
});

test('begins with a word shortly before the find, and shows that there is more', () => {
  const words = 'one two three four five six seven eight nine ten eleven twelve thirteen';
  const [before, found, after] = excerptOf(`${words} needle ${words.repeat(5)}`, 'needle').slice(1);
  const lead = 'four five six seven eight nine ten eleven twelve thirteen ';
  expect(before).toEqual({ text: lead, isFound: false });
  expect(found).toEqual({ text: 'needle', isFound: true });
  expect(after?.text.startsWith(' one two')).toBe(true);
  expect(excerptOf(`${words} needle ${words.repeat(5)}`, 'needle').at(-1)?.text).toBe('…');
});

test('a very long word is found and shown in part', () => {
  expect(excerptOf('x'.repeat(8_000), 'xx').map(({ text: part }) => part.length)).toEqual([200, 1]);
});

test('without a find, the beginning is shown', () => {
  expect(excerptOf('one two', '#7')).toEqual([{ text: 'one two', isFound: false }]);
  expect(excerptOf('', 'x')).toEqual([]);
});
