import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockTime } from './local-time.ts';
import type { OffsetMinutesAt } from './local-time.ts';
import { quietHoursAt } from './quiet-hours.ts';

/** A real zone, by what the runtime knows of it. */
function zone(timeZone: string): OffsetMinutesAt {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  return (epochMs) => {
    const name = format.formatToParts(epochMs).find(({ type }) => type === 'timeZoneName')?.value;
    const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name ?? '') ?? [];
    const offset = Number(hours ?? 0) * 60 + Number(minutes ?? 0);
    return sign === '-' ? -offset : offset;
  };
}

const berlin = zone('Europe/Berlin');
const at = (instant: string): number => Date.parse(instant);
const night = { from: '22:00', to: '07:00' };

test.each([
  ['21:59', '2026-10-03T19:59:59Z', false],
  ['22:00', '2026-10-03T20:00:00Z', true],
  ['over midnight', '2026-10-03T23:00:00Z', true],
  ['06:59', '2026-10-04T04:59:59Z', true],
  ['07:00', '2026-10-04T05:00:00Z', false],
])('%s', (_name, instant, isQuiet) => {
  expect(quietHoursAt(night, at(instant), berlin).isQuiet).toBe(isQuiet);
});

test('hours within a day, and hours that are none', () => {
  const noon = { from: '12:00', to: '13:00' };
  expect(quietHoursAt(noon, at('2026-10-03T10:30:00Z'), berlin).isQuiet).toBe(true);
  expect(quietHoursAt(noon, at('2026-10-03T11:00:00Z'), berlin).isQuiet).toBe(false);
  const none = { isQuiet: false, changesAt: null, endedAt: null };
  expect(quietHoursAt({ from: '07:00', to: '07:00' }, 0, berlin)).toEqual(none);
  expect(quietHoursAt(null, 0, berlin)).toEqual(none);
});

describe.each([
  ['summer time begins', '2026-03-28T23:00:00Z', '2026-03-29T05:00:00Z'],
  ['summer time ends', '2026-10-24T22:00:00Z', '2026-10-25T06:00:00Z'],
])('the night in which %s', (_name, midnight, seven) => {
  test('ends at 07:00 on the wall all the same', () => {
    expect(clockTime(at(seven), berlin)).toBe('07:00');
    expect(quietHoursAt(night, at(midnight), berlin).isQuiet).toBe(true);
    expect(quietHoursAt(night, at(seven) - 1, berlin).isQuiet).toBe(true);
    expect(quietHoursAt(night, at(seven), berlin).isQuiet).toBe(false);
    const laterThatDay = quietHoursAt(night, at(seven) + 3 * 3_600_000, berlin);
    expect(laterThatDay.endedAt).toBe(at(seven));
  });

  test('can be slept through from one told moment to the next', () => {
    let now = at(midnight);
    let wakeups = 0;
    while (quietHoursAt(night, now, berlin).isQuiet) {
      now = quietHoursAt(night, now, berlin).changesAt ?? Infinity;
      wakeups += 1;
    }
    expect(now).toBe(at(seven));
    expect(wakeups).toBe(2);
  });
});

const zones = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu'];

test('nothing changes before changesAt, in any zone', () => {
  const clock = fc
    .integer({ min: 0, max: 1_439 })
    .map(
      (m) => `${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`,
    );
  const moment = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') });
  fc.assert(
    fc.property(
      fc.constantFrom(...zones).map(zone),
      fc.record({ from: clock, to: clock }),
      moment,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (offset, hours, now, share) => {
        const { isQuiet, changesAt, endedAt } = quietHoursAt(hours, now, offset);
        if (changesAt === null) return;
        expect(changesAt).toBeGreaterThan(now);
        const between = Math.min(changesAt - 1, Math.floor(now + share * (changesAt - now)));
        expect(quietHoursAt(hours, between, offset).isQuiet).toBe(isQuiet);
        if (endedAt !== null) expect(endedAt).toBeLessThanOrEqual(now);
      },
    ),
  );
});
