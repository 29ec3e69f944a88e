import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOpen, nextOpening } from './business-hours.ts';
import type { BusinessHours } from './business-hours.ts';
import {
  Wall,
  clockChanges,
  dayMs,
  everyDay,
  hours,
  minuteMs,
  noHours,
  office,
  quarterMs,
  zones,
} from './testing/wall-clock.ts';

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
    ['never, for an empty week', { ...lisbon, hours: noHours }, '2026-11-23T03:00:00Z', null],
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
        hours: { ...noHours, monday: ['09:00-10:00'] },
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
      { zone: 'Europe/Helsinki', hours: { ...noHours, sunday: ['00:00-03:15'] }, holidays: [] },
      '2027-10-23T21:00:00Z',
      '2027-10-30T21:00:00.000Z',
    ],
    [
      'in a zone that leaves out a day',
      { zone: 'Pacific/Apia', hours: { ...noHours, friday: ['09:00-17:00'] }, holidays: [] },
      '2011-12-28T12:00:00Z',
      '2012-01-05T19:00:00.000Z',
    ],
  ])('%s', (_name, team, after, expected) => expect(next(team, after)).toBe(expected));

  function around(holidays: BusinessHours['holidays']): BusinessHours {
    return { zone: 'UTC', hours: everyDay('00:00-12:00', '12:00-24:00'), holidays };
  }
});

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
