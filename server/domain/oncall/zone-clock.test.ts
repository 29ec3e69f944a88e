import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { zones } from '../testing/wall-clock.ts';
import { ZoneClock, clockOf } from './zone-clock.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

function wallBy(zone: string, timeMs: number): number {
  const time = Temporal.Instant.fromEpochMilliseconds(timeMs).toZonedDateTimeISO(zone);
  return timeMs + time.offsetNanoseconds / 1_000_000;
}

function timesBy(zone: string, wallMs: number): { first: number; last: number } {
  const wall = Temporal.PlainDateTime.from(new Date(wallMs).toISOString().slice(0, -1));
  const timeBy = (disambiguation: 'earlier' | 'later') =>
    wall.toZonedDateTime(zone, { disambiguation }).epochMilliseconds;
  return { first: timeBy('earlier'), last: timeBy('later') };
}

function changesOf(zone: string, from: string, until: string): number[] {
  const changes: number[] = [];
  let time = Temporal.Instant.from(from).toZonedDateTimeISO(zone);
  for (;;) {
    const next = time.getTimeZoneTransition('next');
    if (!next || next.epochMilliseconds >= Date.parse(until)) return changes;
    changes.push(next.epochMilliseconds);
    time = next;
  }
}

/** Where a clock disagrees with Temporal, around some times. */
function disagreements(zone: string, timesMs: readonly number[], stepsMs: readonly number[]) {
  const clock = new ZoneClock(zone);
  const found: string[] = [];
  for (const timeMs of timesMs.flatMap((one) => stepsMs.map((stepMs) => one + stepMs))) {
    const at = `${zone} ${new Date(timeMs).toISOString()}`;
    if (clock.wallAt(timeMs) !== wallBy(zone, timeMs)) found.push(`${at}: wall`);
    for (const wallMs of [wallBy(zone, timeMs), timeMs]) {
      const { first, last } = timesBy(zone, wallMs);
      const wall = new Date(wallMs).toISOString().slice(0, -1);
      if (clock.first(wallMs) !== first) found.push(`${at}: first of ${wall}`);
      if (clock.last(wallMs) !== last) found.push(`${at}: last of ${wall}`);
    }
  }
  return found;
}

describe('the clock of a zone', { timeout: 60_000 }, () => {
  const inDays = (days: number) => Date.UTC(2026, 0, 1) + days * 24 * hourMs;
  const ordinaryDays = [0, 61, 152, 301, 400, 650].map(inDays);
  const steps = [-hourMs, -30 * minuteMs, -1, 0, 1, 30 * minuteMs, hourMs - 1, hourMs];

  test('agrees with Temporal in every zone of two years, before and after each change', () => {
    const found = zones.flatMap((zone) => [
      ...disagreements(zone, ordinaryDays, [0]),
      ...disagreements(zone, changesOf(zone, '2026-01-01T00:00Z', '2028-01-01T00:00Z'), steps),
    ]);
    expect(found.slice(0, 5)).toEqual([]);
  });

  test.each([
    ['half an hour', 'Australia/Lord_Howe', '2026-01-01T00:00Z', '2028-01-01T00:00Z', 4],
    ['winter as the exception', 'Europe/Dublin', '1968-01-01T00:00Z', '1974-01-01T00:00Z', 6],
    [
      'summer time but for Ramadan',
      'Africa/Casablanca',
      '2012-01-01T00:00Z',
      '2025-01-01T00:00Z',
      30,
    ],
    ['twice a year, and Ramadan', 'Africa/El_Aaiun', '2012-01-01T00:00Z', '2025-01-01T00:00Z', 30],
    ['a day left out', 'Pacific/Apia', '2010-01-01T00:00Z', '2013-01-01T00:00Z', 6],
    ['a day left out, long ago', 'Pacific/Kwajalein', '1993-01-01T00:00Z', '1994-01-01T00:00Z', 1],
    ['a day repeated', 'America/Sitka', '1867-01-01T00:00Z', '1868-01-01T00:00Z', 1],
    ['two hours', 'Antarctica/Troll', '2026-01-01T00:00Z', '2028-01-01T00:00Z', 4],
    ['three hours', 'Antarctica/Casey', '2009-01-01T00:00Z', '2024-01-01T00:00Z', 16],
    ['seconds', 'Africa/Monrovia', '1970-01-01T00:00Z', '1974-01-01T00:00Z', 1],
    ['at midnight', 'America/Santiago', '2026-01-01T00:00Z', '2028-01-01T00:00Z', 4],
    ['quarters of an hour', 'Pacific/Chatham', '2026-01-01T00:00Z', '2028-01-01T00:00Z', 4],
  ])('agrees with Temporal where it changes by %s', (_name, zone, from, until, count) => {
    const changes = changesOf(zone, from, until);
    expect(changes.length).toBeGreaterThanOrEqual(count);
    const quarters = Array.from({ length: 111 }, (_, index) => (index - 55) * 30 * minuteMs);
    expect(disagreements(zone, changes, [...steps, ...quarters]).slice(0, 5)).toEqual([]);
  });

  test('says the same in whatever order it is asked', () => {
    const time = fc.integer({ min: Date.UTC(1985), max: Date.UTC(2040) });
    fc.assert(
      fc.property(
        fc.constantFrom('Europe/Berlin', 'America/Santiago', 'Africa/Casablanca', 'UTC'),
        fc.array(time, { minLength: 2, maxLength: 6 }),
        (zone, times) => {
          expect(disagreements(zone, times, [0])).toEqual([]);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('bounds what it may show, and both are that far from changes', () => {
    const clock = clockOf('Europe/Berlin');
    const change = Date.parse('2026-10-25T01:00Z');
    const around = clock.wallsAround(change, change);
    expect(around).toEqual({ leastMs: change + hourMs, mostMs: change + 2 * hourMs });
    const later = change + 72 * hourMs;
    expect(clock.wallsAround(later, later)).toEqual({
      leastMs: later + hourMs,
      mostMs: later + hourMs,
    });
  });

  test('is one for all, and refuses a zone that does not exist', () => {
    expect(clockOf('Asia/Kolkata')).toBe(clockOf('Asia/Kolkata'));
    expect(() => new ZoneClock('Mars/Olympus').wallAt(0)).toThrow(RangeError);
  });
});
