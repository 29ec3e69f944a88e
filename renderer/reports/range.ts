const dayMs = 24 * 60 * 60 * 1_000;
const weekMs = 7 * dayMs;
/** 1970-01-05, the first Monday of the epoch. */
const firstMondayMs = 4 * dayMs;

/** Longest time that a hub reports about, in days. */
export const mostDays = 1_100;

/** This week and the ones before it; or days, the last of them included. */
export type Range =
  { kind: 'weeks'; weeks: number } | { kind: 'days'; first: string; last: string };

export const weekChoices = [4, 12, 26] as const;

/** The time that is asked for, as the hub wants it; or why there is none, in words. */
export function spanOf(
  range: Range,
  nowMs: number,
): { since: string; until: string } | { problem: string } {
  if (range.kind === 'weeks') {
    const mondayMs = Math.floor((nowMs - firstMondayMs) / weekMs) * weekMs + firstMondayMs;
    return instants(mondayMs - (range.weeks - 1) * weekMs, nowMs + 1);
  }
  const firstMs = midnightOf(range.first);
  const lastMs = midnightOf(range.last);
  if (firstMs === null || lastMs === null) return { problem: 'Choose a first and a last day.' };
  if (lastMs < firstMs) return { problem: 'The last day is before the first.' };
  const days = (lastMs - firstMs) / dayMs + 1;
  if (days > mostDays) {
    return { problem: `That is ${days} days. Choose at most ${mostDays}, about three years.` };
  }
  return instants(firstMs, lastMs + dayMs);
}

/** The days that a range has now, to begin a choice of days with. */
export function daysOf(range: Range, nowMs: number): { first: string; last: string } {
  if (range.kind === 'days') return { first: range.first, last: range.last };
  const span = spanOf(range, nowMs);
  if ('problem' in span) return { first: '', last: '' };
  return { first: span.since.slice(0, 10), last: new Date(nowMs).toISOString().slice(0, 10) };
}

function instants(sinceMs: number, untilMs: number): { since: string; until: string } {
  return { since: new Date(sinceMs).toISOString(), until: new Date(untilMs).toISOString() };
}

function midnightOf(day: string): number | null {
  const timeMs = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(day) : NaN;
  return Number.isNaN(timeMs) || timeMs < 0 ? null : timeMs;
}
