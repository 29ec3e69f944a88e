import { expect, it } from 'vitest';
import { dayInWords, timeElsewhere, timeInUtc, timeOfDay } from './times.ts';

const at = '2026-11-23T03:12:07.000Z';

it('tells the time of day, and the same in UTC', () => {
  expect(timeOfDay(at)).toBe('03:12');
  expect(timeInUtc(at)).toBe('03:12:07 UTC, Mon 23 Nov 2026');
});

it('tells what time it was where the writer sat', () => {
  const utc = '03:12:07 UTC, Mon 23 Nov 2026';
  expect(timeElsewhere(at, 'America/New_York')).toBe(
    `${utc}; 22:12 in America/New York, where it was written`,
  );
  expect(timeElsewhere(at, undefined)).toBe(utc);
  expect(timeElsewhere(at, 'Europe/London')).toBe(utc);
  expect(timeElsewhere(at, 'Mars/Olympus')).toBe(utc);
});

it.each([
  ['2026-11-23T23:59:00.000Z', 'Today'],
  ['2026-11-24T00:01:00.000Z', 'Yesterday'],
  ['2026-11-25T00:01:00.000Z', 'Mon 23 Nov'],
  ['2027-01-01T00:01:00.000Z', 'Mon 23 Nov 2026'],
])('names the day on %s', (now, words) => {
  expect(dayInWords(at, Date.parse(now))).toBe(words);
});
