import type { Settings } from '../ipc/views.ts';
import { minuteOfDay, minutesPerDay, offsetChange } from './local-time.ts';
import type { OffsetMinutesAt } from './local-time.ts';

export interface QuietHoursNow {
  isQuiet: boolean;
  /** Not later than the moment at which `isQuiet` changes; null without quiet hours. */
  changesAt: number | null;
  /** Outside quiet hours: when they last ended; else null. */
  endedAt: number | null;
}

const minuteMs = 60_000;

/**
 * Where a moment lies in the quiet hours of a person's own wall clock. They may span midnight;
 * hours that end when they begin are none at all.
 */
export function quietHoursAt(
  quietHours: Settings['quietHours'],
  nowMs: number,
  offsetMinutesAt: OffsetMinutesAt,
): QuietHoursNow {
  const from = quietHours ? minuteOf(quietHours.from) : 0;
  const to = quietHours ? minuteOf(quietHours.to) : 0;
  if (from === to) return { isQuiet: false, changesAt: null, endedAt: null };
  const minute = minuteOfDay(nowMs, offsetMinutesAt);
  const isQuiet = forwards(from, minute) < forwards(from, to);
  const thisMinuteMs = Math.floor(nowMs / minuteMs) * minuteMs;
  const boundaryMs = thisMinuteMs + forwards(minute, isQuiet ? to : from) * minuteMs;
  return {
    isQuiet,
    // After a change of offset the boundary lies elsewhere: look again then.
    changesAt: offsetChange(nowMs, boundaryMs, offsetMinutesAt) ?? boundaryMs,
    endedAt: isQuiet ? null : endBefore(thisMinuteMs, forwards(to, minute), offsetMinutesAt),
  };
}

function endBefore(
  thisMinuteMs: number,
  minutesAgo: number,
  offsetMinutesAt: OffsetMinutesAt,
): number {
  const guessMs = thisMinuteMs - minutesAgo * minuteMs;
  const shift = offsetMinutesAt(thisMinuteMs) - offsetMinutesAt(guessMs);
  return Math.min(thisMinuteMs, guessMs + shift * minuteMs);
}

/** Minutes from one time of day forwards to another, 0 to 1439. */
function forwards(from: number, to: number): number {
  return (to - from + minutesPerDay) % minutesPerDay;
}

function minuteOf(time: string): number {
  return (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) % minutesPerDay;
}
