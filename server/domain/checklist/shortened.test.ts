import { expect, test } from 'vitest';
import { shortened } from './shortened.ts';

test.each([
  ['Ask the bank', 'Ask the bank'],
  ['  Ask\n\tthe  bank ', 'Ask the bank'],
  ['x'.repeat(200), 'x'.repeat(200)],
  ['x'.repeat(201), `${'x'.repeat(199)}…`],
  [`${'x'.repeat(198)}🐘🐘`, `${'x'.repeat(198)}…`],
])('%j becomes %j', (text, expected) => {
  expect(shortened(text)).toBe(expected);
});
