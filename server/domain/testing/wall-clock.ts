import fc from 'fast-check';
import type { BusinessHours } from '../business-hours.ts';
import { weekdays } from '../business-week.ts';
import type { Weekday } from '../business-week.ts';

export const minuteMs = 60_000;
export const quarterMs = 15 * minuteMs;
export const dayMs = 24 * 60 * minuteMs;
export type Hours = Record<Weekday, string[]>;

export const noHours = Object.fromEntries(weekdays.map((day) => [day, []])) as unknown as Hours;

export function everyDay(...spans: string[]): Hours {
  return Object.fromEntries(weekdays.map((day) => [day, spans])) as Hours;
}

export const office = Object.fromEntries(
  weekdays.map((day, index) => [day, index < 5 ? ['09:00-12:30', '13:30-18:00'] : []]),
) as Hours;

export const zones = Intl.supportedValuesOf('timeZone');

/** What the clock on the wall says, by another way than that of the code under test. */
export class Wall {
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

export const hours: fc.Arbitrary<Hours> = fc.oneof(
  fc.record<Hours>(
    Object.fromEntries(weekdays.map((day) => [day, spans])) as Record<
      Weekday,
      fc.Arbitrary<string[]>
    >,
  ),
  fc.constantFrom(office, noHours, everyDay('00:00-24:00'), everyDay('02:30-03:00')),
);

/** Times at which the zone's clock changes within these years, to the minute before. */
export function clockChanges(zone: string, fromYear: number, untilYear: number): number[] {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  const offset = (timeMs: number) => format.format(timeMs).split(', ')[1] ?? '';
  const changes: number[] = [];
  for (let at = Date.UTC(fromYear); at < Date.UTC(untilYear); at += 10 * dayMs) {
    if (offset(at) !== offset(at + 10 * dayMs)) changes.push(at);
  }
  return changes;
}
