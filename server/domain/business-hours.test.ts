import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOpen, nextOpening } from './business-hours.ts';
import type { BusinessHours } from './business-hours.ts';
import { weekdays } from './business-week.ts';
import type { Weekday } from './business-week.ts';

const minuteMs = 60_000;
const quarterMs = 15 * minuteMs;
const dayMs = 24 * 60 * minuteMs;
const none = Object.fromEntries(weekdays.map((day) => [day, []])) as unknown as Hours;
type Hours = Record<Weekday, string[]>;

function everyDay(...spans: string[]): Hours {
  return Object.fromEntries(weekdays.map((day) => [day, spans])) as Hours;
}

const office = Object.fromEntries(
  weekdays.map((day, index) => [day, index < 5 ? ['09:00-12:30', '13:30-18:00'] : []]),
) as Hours;

function next(team: BusinessHours, after: string): string | null {
  const openingMs = nextOpening(team, Date.parse(after));
  return openingMs === null ? null : new Date(openingMs).toISOString();
}

describe('the next opening', () => {
  const lisbon = { zone: 'Europe/Lisbon', hours: office, holidays: ['2026-12-25'] };

  test.each([
    ['on the same day', '2026-11-23T03:00:00Z', '2026-11-23T09:00:00.000Z'],
    ['after the break, for a team at work', '2026-11-23T10:00:00Z', '2026-11-23T13:30:00.000Z'],
    ['never the one that is just now', '2026-11-23T09:00:00Z', '2026-11-23T13:30:00.000Z'],
    ['after a weekend', '2026-11-20T18:00:00Z', '2026-11-23T09:00:00.000Z'],
    ['after a holiday and a weekend', '2026-12-24T20:00:00Z', '2026-12-28T09:00:00.000Z'],
    ['by the clock of summer', '2027-03-26T20:00:00Z', '2027-03-29T08:00:00.000Z'],
    ['by the clock of winter', '2026-10-23T20:00:00Z', '2026-10-26T09:00:00.000Z'],
  ])('%s', (_name, after, expected) => expect(next(lisbon, after)).toBe(expected));

  test.each<[string, BusinessHours, string, string | null]>([
    ['never, for an empty week', { ...lisbon, hours: none }, '2026-11-23T03:00:00Z', null],
    ['never, around the clock', around([]), '2026-11-23T03:00:00Z', null],
    [
      'after a far holiday, around the clock',
      around([{ date: '2031-01-01' }]),
      '2026-11-23T03:00:00Z',
      '2031-01-02T00:00:00.000Z',
    ],
    [
      'after the last of many holidays',
      {
        zone: 'UTC',
        hours: { ...none, monday: ['09:00-10:00'] },
        holidays: ['2026-11-30', '2026-12-07', '2026-12-14', '2026-12-21', '2026-12-28'],
      },
      '2026-11-23T12:00:00Z',
      '2027-01-04T09:00:00.000Z',
    ],
    [
      'at the first moment that exists, when clocks jump over the start',
      { zone: 'Europe/Berlin', hours: everyDay('02:30-05:00'), holidays: [] },
      '2027-03-27T12:00:00Z',
      '2027-03-28T01:00:00.000Z',
    ],
    [
      'a day later, when clocks jump over all of it',
      { zone: 'Europe/Berlin', hours: everyDay('02:15-02:45'), holidays: [] },
      '2027-03-27T12:00:00Z',
      '2027-03-29T00:15:00.000Z',
    ],
    [
      'twice, when the hour is repeated',
      { zone: 'Europe/Berlin', hours: everyDay('02:30-05:00'), holidays: [] },
      '2026-10-25T00:30:00Z',
      '2026-10-25T01:30:00.000Z',
    ],
    [
      'with the clock set back into business hours',
      { zone: 'Europe/Berlin', hours: everyDay('01:30-02:15'), holidays: [] },
      '2026-10-25T00:20:00Z',
      '2026-10-25T01:00:00.000Z',
    ],
    [
      'in a zone that changes by half an hour',
      { zone: 'Australia/Lord_Howe', hours: everyDay('09:00-17:00'), holidays: [] },
      '2026-10-03T20:00:00Z',
      '2026-10-03T22:00:00.000Z',
    ],
    [
      'in a zone where midnight is jumped over',
      { zone: 'America/Sao_Paulo', hours: everyDay('00:00-01:30'), holidays: [] },
      '2018-11-03T12:00:00Z',
      '2018-11-04T03:00:00.000Z',
    ],
    [
      'before the clock is set back into the hours for a second time',
      { zone: 'Europe/Helsinki', hours: { ...none, sunday: ['00:00-03:15'] }, holidays: [] },
      '2027-10-23T21:00:00Z',
      '2027-10-30T21:00:00.000Z',
    ],
    [
      'in a zone that leaves out a day',
      { zone: 'Pacific/Apia', hours: { ...none, friday: ['09:00-17:00'] }, holidays: [] },
      '2011-12-28T12:00:00Z',
      '2012-01-05T19:00:00.000Z',
    ],
  ])('%s', (_name, team, after, expected) => expect(next(team, after)).toBe(expected));

  function around(holidays: BusinessHours['holidays']): BusinessHours {
    return { zone: 'UTC', hours: everyDay('00:00-12:00', '12:00-24:00'), holidays };
  }
});

/** What the clock on the wall says, by another way than that of the code under test. */
class Wall {
  readonly #format: Intl.DateTimeFormat;

  constructor(zone: string) {
    this.#format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  }

  read(timeMs: number): { date: string; time: string; weekday: Weekday } {
    const [date = '', time = ''] = this.#format.format(timeMs).split(', ');
    const weekday = weekdays[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7] ?? 'monday';
    return { date, time, weekday };
  }

  isOpen({ hours, holidays }: BusinessHours, timeMs: number): boolean {
    const { date, time, weekday } = this.read(timeMs);
    if (holidays.includes(date)) return false;
    return hours[weekday].some((span) => {
      const [start = '', end = ''] = span.split('-');
      return start <= time && time < end;
    });
  }
}

const quarter = (index: number): string => new Date(index * quarterMs).toISOString().slice(11, 16);

/** Spans on quarters of an hour that do not overlap; 24:00 is among their ends. */
const spans = fc.uniqueArray(fc.integer({ min: 0, max: 96 }), { maxLength: 6 }).map((quarters) => {
  const sorted = quarters.toSorted((one, other) => one - other);
  return sorted.flatMap((start, index) => {
    const end = sorted[index + 1];
    if (index % 2 === 1 || end === undefined) return [];
    return [`${quarter(start)}-${end === 96 ? '24:00' : quarter(end)}`];
  });
});

const hours: fc.Arbitrary<Hours> = fc.oneof(
  fc.record<Hours>(
    Object.fromEntries(weekdays.map((day) => [day, spans])) as Record<
      Weekday,
      fc.Arbitrary<string[]>
    >,
  ),
  fc.constantFrom(office, none, everyDay('00:00-24:00'), everyDay('02:30-03:00')),
);

/** Times at which the zone's clock changes within these years, to the minute before. */
function clockChanges(zone: string, fromYear: number, untilYear: number): number[] {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  const offset = (timeMs: number) => format.format(timeMs).split(', ')[1] ?? '';
  const changes: number[] = [];
  for (let at = Date.UTC(fromYear); at < Date.UTC(untilYear); at += 10 * dayMs) {
    if (offset(at) !== offset(at + 10 * dayMs)) changes.push(at);
  }
  return changes;
}

const zones = Intl.supportedValuesOf('timeZone');

test('in every zone openings are within hours, never on a holiday, and none is passed over', () => {
  expect(zones.length).toBeGreaterThan(400);
  for (const zone of zones) {
    const wall = new Wall(zone);
    const changes = clockChanges(zone, 2026, 2028);
    const start = fc.oneof(
      fc.integer({ min: Date.UTC(2026), max: Date.UTC(2028) }),
      ...(changes.length > 0 ? [fc.constantFrom(...changes)] : []),
    );
    fc.assert(
      fc.property(
        hours,
        start,
        fc.array(fc.integer({ min: -1, max: 12 }), { maxLength: 3 }),
        fc.integer({ min: 0, max: 10 * 96 }),
        (week, startMs, freeDays, offset) => {
          const afterMs = Math.floor(startMs / quarterMs) * quarterMs + offset * quarterMs;
          const holidays = freeDays.map((days) => wall.read(afterMs + days * dayMs).date);
          const team = { zone, hours: week, holidays };
          const openingMs = nextOpening(team, afterMs);
          const opens = (timeMs: number) =>
            wall.isOpen(team, timeMs) && !wall.isOpen(team, timeMs - minuteMs);
          if (openingMs !== null) {
            expect(openingMs).toBeGreaterThan(afterMs);
            expect(opens(openingMs)).toBe(true);
            expect(isOpen(team, openingMs)).toBe(true);
            expect(isOpen(team, openingMs - 1)).toBe(false);
          }
          // Every zone counts in quarters of an hour, so an opening between would be found here.
          const untilMs = Math.min(openingMs ?? Infinity, afterMs + 24 * dayMs);
          let wasOpen = wall.isOpen(team, afterMs);
          for (let at = afterMs + quarterMs; at < untilMs; at += quarterMs) {
            const isOpenNow = wall.isOpen(team, at);
            if (isOpenNow && !wasOpen) expect(new Date(at).toISOString()).toBe('no opening');
            wasOpen = isOpenNow;
          }
        },
      ),
      { numRuns: 6 },
    );
  }
}, 120_000);

test('in every zone a team is open just when the clock on the wall says so', () => {
  for (const zone of zones) {
    const wall = new Wall(zone);
    fc.assert(
      fc.property(
        hours,
        fc.integer({ min: Date.UTC(1980), max: Date.UTC(2040) }),
        (week, timeMs) => {
          const team = { zone, hours: week, holidays: [wall.read(timeMs + dayMs).date] };
          for (const at of [timeMs, timeMs + dayMs]) {
            expect(isOpen(team, at)).toBe(wall.isOpen(team, at));
          }
        },
      ),
      { numRuns: 10 },
    );
  }
}, 60_000);
