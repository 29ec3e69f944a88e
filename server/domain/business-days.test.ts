import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  businessDaysLater,
  nextAskingTime,
  nextBusinessTime,
  nextClosing,
} from './business-days.ts';
import { isOpen } from './business-hours.ts';
import { defaultExpiryMs } from './stopgap/expiry.ts';
import {
  Wall,
  clockChanges,
  dayMs,
  everyDay,
  hours,
  noHours,
  office,
  quarterMs,
  zones,
} from './testing/wall-clock.ts';

const berlin = { zone: 'Europe/Berlin', hours: office, holidays: ['2026-12-25', '2027-03-29'] };
const around = { zone: 'UTC', hours: everyDay('00:00-24:00'), holidays: [] };

describe('the end of the third business day', () => {
  test.each([
    ['of a team that is at work', '2026-11-23T10:00:00Z', '2026-11-26T17:00:00.000Z'],
    ['over a weekend', '2026-11-20T23:40:00Z', '2026-11-25T17:00:00.000Z'],
    ['over a holiday and a weekend', '2026-12-23T10:00:00Z', '2026-12-29T17:00:00.000Z'],
    ['over a holiday and into summer', '2027-03-25T10:00:00Z', '2027-03-31T16:00:00.000Z'],
  ])('%s', (_name, from, until) => {
    const endMs = businessDaysLater(berlin, Date.parse(from), 3);
    expect(new Date(endMs).toISOString()).toBe(until);
  });

  test('around the clock, at midnight', () => {
    const endMs = businessDaysLater(around, Date.UTC(2026, 10, 23, 10), 3);
    expect(new Date(endMs).toISOString()).toBe('2026-11-27T00:00:00.000Z');
  });

  test('in days of 24 hours without business hours', () => {
    const fromMs = Date.UTC(2026, 10, 23, 10);
    expect(businessDaysLater({ ...berlin, hours: noHours }, fromMs, 3)).toBe(fromMs + 3 * dayMs);
  });

  test('beyond years of holidays', () => {
    const fromMs = Date.UTC(2026, 0, 1);
    const holidays = Array.from({ length: 1_000 }, (_, index) =>
      new Date(fromMs + index * dayMs).toISOString().slice(0, 10),
    );
    const endMs = businessDaysLater({ ...around, holidays }, fromMs, 1);
    expect(endMs).toBe(fromMs + 1_001 * dayMs);
  });
});

test('a team is asked now when it is at work, or never is, and again at its next opening', () => {
  const nightMs = Date.parse('2026-11-20T22:40:00Z');
  const mondayMs = Date.parse('2026-11-23T08:00:00Z');
  expect(nextBusinessTime(berlin, nightMs)).toBe(mondayMs);
  expect(nextBusinessTime(berlin, mondayMs)).toBe(mondayMs);
  expect(nextBusinessTime({ ...berlin, hours: noHours }, nightMs)).toBe(nightMs);
  expect(nextAskingTime(berlin, nightMs)).toBe(mondayMs);
  expect(nextAskingTime(around, nightMs)).toBe(nightMs + dayMs);
});

/** A time in two years, often near a change of the zone's clock, and holidays around it. */
function moments(zone: string) {
  const wall = new Wall(zone);
  const changes = clockChanges(zone, 2026, 2028);
  const start = fc.oneof(
    fc.integer({ min: Date.UTC(2026), max: Date.UTC(2028) }),
    ...(changes.length > 0 ? [fc.constantFrom(...changes)] : []),
  );
  const freeDays = fc.array(fc.integer({ min: -1, max: 8 }), { maxLength: 3 });
  return fc
    .tuple(start, fc.integer({ min: 0, max: 10 * 96 }), freeDays, hours)
    .map(([startMs, offset, days, week]) => {
      const timeMs = Math.floor(startMs / quarterMs) * quarterMs + offset * quarterMs;
      const holidays = days.map((count) => wall.read(timeMs + count * dayMs).date);
      return { wall, timeMs, team: { zone, hours: week, holidays } };
    });
}

test('in every zone a business day ends within that day, after its last quarter of work', () => {
  for (const zone of zones) {
    fc.assert(
      fc.property(moments(zone), fc.integer({ min: 1, max: 3 }), ({ wall, timeMs, team }, days) => {
        const endMs = businessDaysLater(team, timeMs, days);
        const today = wall.read(timeMs).date;
        const workDays = new Set<string>();
        let lastOpenMs = 0;
        // By another way: every quarter of an hour until then, by the clock on the wall.
        for (let at = timeMs; at < endMs + dayMs; at += quarterMs) {
          const { date } = wall.read(at);
          if (date === today || !wall.isOpen(team, at)) continue;
          if (at < endMs) lastOpenMs = at;
          else if (workDays.has(date)) expect('open after the end of that day').toBe(date);
          if (at < endMs) workDays.add(date);
        }
        const worksAtAll = Object.values(team.hours).some((spans) => spans.length > 0);
        if (!worksAtAll) {
          expect(endMs).toBe(timeMs + days * dayMs);
          return;
        }
        expect(workDays.size).toBe(days);
        expect(endMs).toBe(lastOpenMs + quarterMs);
      }),
      { numRuns: 3 },
    );
  }
}, 120_000);

test('in every zone a team is open until it closes, and closed just then', () => {
  for (const zone of zones) {
    fc.assert(
      fc.property(moments(zone), ({ wall, timeMs, team }) => {
        const closingMs = nextClosing(team, timeMs);
        if (!isOpen(team, timeMs)) {
          expect(closingMs).toBe(timeMs);
          return;
        }
        const untilMs = closingMs ?? timeMs + 6 * dayMs;
        for (let at = timeMs; at < untilMs; at += quarterMs) {
          if (!wall.isOpen(team, at)) expect(new Date(at).toISOString()).toBe('open');
        }
        if (closingMs !== null) expect(wall.isOpen(team, closingMs)).toBe(false);
      }),
      { numRuns: 3 },
    );
  }
}, 120_000);

test('in every zone a stopgap of any Friday night expires after its team has opened', () => {
  const graceMs = 2 * 60 * 60 * 1_000;
  for (const zone of zones) {
    const wall = new Wall(zone);
    const night = fc.integer({ min: 0, max: 103 }).map((week) => {
      // Friday, 2 January 2026, 23:40 in UTC: at most half a day off on the clock of the zone.
      const aboutMs = Date.UTC(2026, 0, 2 + 7 * week, 23, 40);
      for (let at = aboutMs - dayMs; ; at += quarterMs) {
        const { weekday, time } = wall.read(at);
        if (weekday === 'friday' && time >= '21:00') return at;
      }
    });
    fc.assert(
      fc.property(night, fc.boolean(), (nightMs, isMondayFree) => {
        const holidays = isMondayFree ? [wall.read(nightMs + 3 * dayMs).date] : [];
        const team = { zone, hours: office, holidays };
        const reference = { id: 'team', name: 'Team' };
        const owner = { reference, hours: team, memberIds: [] };
        const expiryMs = defaultExpiryMs(owner, nightMs, graceMs);
        expect(wall.read(expiryMs)).toMatchObject({
          time: '11:00',
          weekday: isMondayFree ? 'tuesday' : 'monday',
        });
        expect(isOpen(team, expiryMs)).toBe(true);
        expect(nextBusinessTime(team, expiryMs)).toBe(expiryMs);
      }),
      { numRuns: 4 },
    );
  }
}, 120_000);
