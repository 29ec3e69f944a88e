/**
 * Minutes that local time is ahead of UTC at a moment; changes with daylight saving time.
 * On a laptop: `(epochMs) => -new Date(epochMs).getTimezoneOffset()`.
 */
export type OffsetMinutesAt = (epochMs: number) => number;

const minuteMs = 60_000;
export const minutesPerDay = 24 * 60;

/** Minutes since local midnight, 0 to 1439. */
export function minuteOfDay(epochMs: number, offsetMinutesAt: OffsetMinutesAt): number {
  const localMinutes = Math.floor(epochMs / minuteMs) + offsetMinutesAt(epochMs);
  return ((localMinutes % minutesPerDay) + minutesPerDay) % minutesPerDay;
}

/** A moment as a local wall clock shows it: "03:30". */
export function clockTime(epochMs: number, offsetMinutesAt: OffsetMinutesAt): string {
  const minute = minuteOfDay(epochMs, offsetMinutesAt);
  const [hours, minutes] = [Math.floor(minute / 60), minute % 60];
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

/** Its day: "2026-10-03". */
export function isoDay(epochMs: number, offsetMinutesAt: OffsetMinutesAt): string {
  const local = new Date(epochMs + offsetMinutesAt(epochMs) * minuteMs);
  return local.toISOString().slice(0, 10);
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

/** The same moment with its day of the week: "Mon 09:00". */
export function dayTime(epochMs: number, offsetMinutesAt: OffsetMinutesAt): string {
  const local = new Date(epochMs + offsetMinutesAt(epochMs) * minuteMs);
  return `${weekdays[local.getUTCDay()]} ${clockTime(epochMs, offsetMinutesAt)}`;
}

/**
 * When the offset changes within (from, to], to the minute; null when it does not.
 * Two changes within the span are taken for none, which no zone has within a day.
 */
export function offsetChange(
  fromMs: number,
  toMs: number,
  offsetMinutesAt: OffsetMinutesAt,
): number | null {
  const before = offsetMinutesAt(fromMs);
  if (before === offsetMinutesAt(toMs)) return null;
  let low = Math.floor(fromMs / minuteMs);
  let high = Math.ceil(toMs / minuteMs);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMinutesAt(middle * minuteMs) === before) low = middle;
    else high = middle;
  }
  return high * minuteMs;
}
