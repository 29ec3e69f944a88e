import { expect, test } from 'vitest';
import { isBlank } from './blank.ts';

test.each([
  ['', true],
  [' \t\r\n\u00a0\u3000', true],
  ['\u200b\u200e\u202e\u2066\ufeff\u00ad', true],
  ['\u0000\u0007', true],
  ['\u3164\u2800', true],
  ['\u200ba', false],
  ['.', false],
  ['\ud83d\udc4d', false],
  ['\u05d0', false],
])('%j: %s', (text, expected) => expect(isBlank(text)).toBe(expected));
