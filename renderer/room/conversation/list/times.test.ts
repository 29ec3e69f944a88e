import { expect, it } from 'vitest';
import { dayInWords, timeElsewhere, timeInUtc, timeOfDay } from './times.ts';

const at = '2026-11-23T03:12:07.000Z';

it('tells the time of day, and the same in UTC', () => {
  expect(timeOfDay(at)).toBe('03:12');
  expect(timeInUtc(at)).toBe('03:12:07 UTC, Mon 23 Nov 2026');
});

it.each([
  ['Europe/Berlin', '04:12 in Europe/Berlin'],
  ['America/New_York', '22:12 on Sun in America/New York'],
  ['Europe/London', '03:12 in Europe/London'],
  ['UTC', null],
  ['Etc/UTC', null],
  ['Mars/Olympus', null],
  [undefined, null],
])('tells what time it was where the person sat: %s', (zone, there) => {
  const actor = { kind: 'person', personId: 'ana', deviceId: 'laptop', zone } as const;
  const utc = '03:12:07 UTC, Mon 23 Nov 2026';
  expect(timeElsewhere({ at, actor, kind: 'message' })).toBe(
    there === null ? utc : `${utc}; ${there}, where it was written`,
  );
  expect(timeElsewhere({ at, actor, kind: 'fact' })).toBe(
    there === null ? utc : `${utc}; ${there}, where it was done`,
  );
});

it.each([{ kind: 'hub' } as const, { kind: 'sender', integration: 'production' } as const])(
  'tells UTC alone of what the $kind did',
  (actor) => {
    expect(timeElsewhere({ at, actor, kind: 'fact' })).toBe('03:12:07 UTC, Mon 23 Nov 2026');
  },
);

it.each([
  ['2026-11-23T23:59:00.000Z', 'Today'],
  ['2026-11-24T00:01:00.000Z', 'Yesterday'],
  ['2026-11-25T00:01:00.000Z', 'Mon 23 Nov'],
  ['2027-01-01T00:01:00.000Z', 'Mon 23 Nov 2026'],
])('names the day on %s', (now, words) => {
  expect(dayInWords(at, Date.parse(now))).toBe(words);
});
