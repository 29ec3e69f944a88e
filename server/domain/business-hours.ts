import { Temporal } from 'temporal-polyfill';
import { parseSpan, weekdays } from './business-week.ts';
import type { Span, Weekday } from './business-week.ts';

/** When a team works, as its config says. */
export interface BusinessHours {
  /** IANA time zone of the hours and the holidays. */
  zone: string;
  /** Lists of `HH:MM-HH:MM`. */
  hours: Readonly<Record<Weekday, readonly string[]>>;
  /** Days as `YYYY-MM-DD`. */
  holidays: readonly (string | { date: string })[];
}

const dayMinutes = 24 * 60;

/** Longer than any day of any zone. */
const longDayMs = 26 * 60 * 60 * 1_000;

/**
 * Whether it is a time of business for a team: what its clock on the wall says counts, so an hour
 * that is repeated counts twice and one that is left out never comes. `timeMs` is epoch ms.
 */
export function isOpen(team: BusinessHours, timeMs: number): boolean {
  const { zone } = team;
  const zoned = Temporal.Instant.fromEpochMilliseconds(timeMs).toZonedDateTimeISO(zone);
  const minute = zoned.hour * 60 + zoned.minute;
  return spansOn(team, zoned.toPlainDate()).some(
    ({ startMinute, endMinute }) => startMinute <= minute && minute < endMinute,
  );
}

/**
 * When a team's business hours open the next time after `timeMs`, in epoch ms. For a team that is at
 * work, that is after it closes. Null when it never opens, or never closes again.
 */
export function nextOpening(team: BusinessHours, timeMs: number): number | null {
  for (const date of datesToSearch(team, timeMs)) {
    // Where clocks are set back over midnight, the end of a day comes after the next has begun.
    const openings = [date, date.add({ days: 1 })].flatMap((day) => openingsOn(team, day));
    const later = openings.filter((openingMs) => openingMs > timeMs);
    if (later.length > 0) return Math.min(...later);
  }
  return null;
}

/** Business hours of a day; none on a holiday. */
export function spansOn({ hours, holidays }: BusinessHours, date: Temporal.PlainDate): Span[] {
  const day = date.toString();
  if (holidays.some((one) => (typeof one === 'string' ? one : one.date) === day)) return [];
  const weekday = weekdays[date.dayOfWeek - 1];
  return weekday ? hours[weekday].flatMap((text) => parseSpan(text) ?? []) : [];
}

/** Days on which the next opening may be, in order. */
function datesToSearch(team: BusinessHours, timeMs: number): Iterable<Temporal.PlainDate> {
  const today = Temporal.Instant.fromEpochMilliseconds(timeMs)
    .toZonedDateTimeISO(team.zone)
    .toPlainDate();
  const freeDays = weekdays.filter((day) => freeMinutes(team.hours[day]) === dayMinutes).length;
  if (freeDays === weekdays.length) return [];
  const first = today.subtract({ days: 1 });
  if (weekdays.every((day) => freeMinutes(team.hours[day]) === 0))
    return daysAfterHolidays(team, first);
  // Every week has an opening, unless a holiday or a change of the clock takes it away.
  return daysFrom(first, 7 * (team.holidays.length + 4));
}

/** A team that works around the clock opens only after a holiday. */
function daysAfterHolidays({ holidays }: BusinessHours, first: Temporal.PlainDate) {
  return holidays
    .map((one) => Temporal.PlainDate.from(typeof one === 'string' ? one : one.date))
    .filter((date) => Temporal.PlainDate.compare(date, first) >= 0)
    .toSorted((one, other) => Temporal.PlainDate.compare(one, other));
}

function* daysFrom(first: Temporal.PlainDate, count: number): Generator<Temporal.PlainDate> {
  for (let days = 0; days < count; days += 1) yield first.add({ days });
}

function freeMinutes(texts: readonly string[]): number {
  const spans = texts
    .flatMap((text) => parseSpan(text) ?? [])
    .toSorted((one, other) => one.startMinute - other.startMinute);
  let free = dayMinutes;
  let reached = 0;
  for (const { startMinute, endMinute } of spans) {
    free -= Math.max(0, endMinute - Math.max(startMinute, reached));
    reached = Math.max(reached, endMinute);
  }
  return free;
}

/** Times at which a team goes from closed to open, where spans of a day begin or clocks change. */
function openingsOn(team: BusinessHours, date: Temporal.PlainDate): number[] {
  const { zone } = team;
  const starts = spansOn(team, date).flatMap(({ startMinute }) => {
    const time = { hour: Math.floor(startMinute / 60), minute: startMinute % 60 };
    const wall = date.toPlainDateTime(time);
    return (['earlier', 'later'] as const).map(
      (disambiguation) => wall.toZonedDateTime(zone, { disambiguation }).epochMilliseconds,
    );
  });
  return [...starts, ...clockChangesOn(date, zone)].filter(
    (startMs) => isOpen(team, startMs) && !isOpen(team, startMs - 1),
  );
}

/** Changes of a zone's clock after which it is this day, in epoch ms. */
export function clockChangesOn(date: Temporal.PlainDate, zone: string): number[] {
  const noon = date.toZonedDateTime({ timeZone: zone, plainTime: '12:00' });
  const from = noon.subtract({ milliseconds: longDayMs });
  const until = noon.add({ milliseconds: longDayMs });
  if (from.offsetNanoseconds === until.offsetNanoseconds) return [];
  const change = from.getTimeZoneTransition('next');
  return change?.toPlainDate().equals(date) ? [change.epochMilliseconds] : [];
}
