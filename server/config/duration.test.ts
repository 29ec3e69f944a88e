import { expect, test } from 'vitest';
import { durationWithin, parseDuration } from './duration.ts';

test.each([
  ['90s', 90_000],
  ['5m', 300_000],
  ['1h30m', 5_400_000],
  ['2w', 1_209_600_000],
  ['1w1d1h1m1s', 694_861_000],
  ['', null],
  ['5', null],
  ['5 m', null],
  ['1.5h', null],
  ['-5m', null],
  ['30m1h', null],
  ['1h1h', null],
  ['5M', null],
  ['9999999s', null],
])('%j is %s', (text, ms) => {
  expect(parseDuration(text)).toBe(ms);
});

test('a duration has bounds, and words may stand for some', () => {
  const Turn = durationWithin('1h', '52w', { day: '1d' });
  expect(Turn.parse('day')).toBe(86_400_000);
  expect(Turn.safeParse('59m').success).toBe(false);
  expect(Turn.safeParse('53w').success).toBe(false);
  expect(Turn.safeParse('constructor').success).toBe(false);
});
