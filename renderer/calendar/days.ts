const dayMs = 24 * 60 * 60 * 1_000;

/** A span in epoch ms, `untilMs` exclusive. */
export interface SpanMs {
  fromMs: number;
  untilMs: number;
}

/** Midnight, by this laptop's clock, of the Monday on or before a moment. */
export function mondayOf(nowMs: number): number {
  const at = new Date(nowMs);
  at.setHours(0, 0, 0, 0);
  at.setDate(at.getDate() - ((at.getDay() + 6) % 7));
  return at.getTime();
}

/** So many days later at midnight, whatever the clocks do in between. */
export function daysLater(midnightMs: number, days: number): number {
  const at = new Date(midnightMs);
  at.setDate(at.getDate() + days);
  return at.getTime();
}

/** Midnights of the days of a calendar, and of the day after its last. */
export function midnights(fromMs: number, days: number): number[] {
  return Array.from({ length: days + 1 }, (_, index) => daysLater(fromMs, index));
}

/** The day of a calendar on which a moment lies; null when on none. */
export function dayAt(marks: readonly number[], ms: number): number | null {
  const index = marks.findIndex((mark, at) => mark <= ms && ms < (marks[at + 1] ?? mark));
  return index === -1 ? null : index;
}

/** Where a span lies within a calendar, in hundredths of its width; null when outside. */
export function placeOf(
  { fromMs, untilMs }: SpanMs,
  calendar: SpanMs,
): { left: number; width: number } | null {
  const length = calendar.untilMs - calendar.fromMs;
  const from = Math.max(fromMs, calendar.fromMs);
  const until = Math.min(untilMs, calendar.untilMs);
  if (until <= from || length <= 0) return null;
  return {
    left: ((from - calendar.fromMs) / length) * 100,
    width: ((until - from) / length) * 100,
  };
}

/** How many days two moments are apart, rounded. */
export function daysBetween(fromMs: number, untilMs: number): number {
  return Math.round((untilMs - fromMs) / dayMs);
}
