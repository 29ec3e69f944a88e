import { Temporal } from 'temporal-polyfill';
import { clockChangesOn, isOpen, nextOpening, spansOn } from './business-hours.ts';
import type { BusinessHours } from './business-hours.ts';

const dayMs = 24 * 60 * 60 * 1_000;

/** Where clocks take a day's hours away, or repeat them, it is one of these many. */
const spareDays = 28;

/**
 * When the `days`-th business day after that of `timeMs` ends, in epoch ms: a day with business hours
 * counts, whatever part of it is left today does not. For a team without hours these are days of 24
 * hours.
 */
export function businessDaysLater(team: BusinessHours, timeMs: number, days: number): number {
  const today = dateAt(team, timeMs);
  const mostDays = 7 * (days + team.holidays.length) + spareDays;
  const worksAtAll = Object.values(team.hours).some((spans) => spans.length > 0);
  let left = days;
  for (let ahead = 1; worksAtAll && ahead <= mostDays; ahead += 1) {
    const closingMs = closingOn(team, today.add({ days: ahead }));
    if (closingMs !== null) left -= 1;
    if (closingMs !== null && left === 0) return closingMs;
  }
  return timeMs + days * dayMs;
}

/**
 * The first time from `timeMs` on at which a team may be asked something, in epoch ms: now when it
 * is at work, or when it never is.
 */
export function nextBusinessTime(team: BusinessHours, timeMs: number): number {
  return isOpen(team, timeMs) ? timeMs : (nextOpening(team, timeMs) ?? timeMs);
}

/**
 * When a team may be asked once more after `timeMs`, in epoch ms: at its next opening, or a day later
 * when it has none.
 */
export function nextAskingTime(team: BusinessHours, timeMs: number): number {
  return nextOpening(team, timeMs) ?? timeMs + dayMs;
}

/**
 * When a team closes the next time after `timeMs`, in epoch ms; `timeMs` when it is closed. Null when
 * it does not close for a week: nobody waits for that.
 */
export function nextClosing(team: BusinessHours, timeMs: number): number | null {
  if (!isOpen(team, timeMs)) return timeMs;
  const today = dateAt(team, timeMs);
  for (let ahead = 0; ahead <= 7; ahead += 1) {
    const closings = endsOn(team, today.add({ days: ahead })).filter(
      (endMs) => endMs > timeMs && !isOpen(team, endMs),
    );
    if (closings.length > 0) return Math.min(...closings);
  }
  return null;
}

/** When the last of a day's hours ends; null when there are none. */
function closingOn(team: BusinessHours, date: Temporal.PlainDate): number | null {
  const ends = endsOn(team, date).filter((endMs) => dateAt(team, endMs - 1).equals(date));
  return ends.length === 0 ? null : Math.max(...ends);
}

/** Times after which business may be over, where spans of a day end or clocks change. */
function endsOn(team: BusinessHours, date: Temporal.PlainDate): number[] {
  const { zone } = team;
  const ends = spansOn(team, date).flatMap(({ endMinute }) => {
    const wall = date.toPlainDateTime().add({ minutes: endMinute });
    return (['earlier', 'later'] as const).map(
      (disambiguation) => wall.toZonedDateTime(zone, { disambiguation }).epochMilliseconds,
    );
  });
  const changes = [date, date.add({ days: 1 })].flatMap((day) => clockChangesOn(day, zone));
  return [...ends, ...changes].filter((endMs) => isOpen(team, endMs - 1));
}

function dateAt({ zone }: BusinessHours, timeMs: number): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(timeMs).toZonedDateTimeISO(zone).toPlainDate();
}
