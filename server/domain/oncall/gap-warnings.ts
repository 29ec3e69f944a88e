import type { Gap } from '../../protocol/oncall.ts';
import type { WarnedGap } from '../hub-events.ts';

const hourMs = 60 * 60 * 1_000;

/** How long before a gap its teams are warned, the nearest first. */
const distances = [
  { ahead: 'hour', ms: hourMs },
  { ahead: 'day', ms: 24 * hourMs },
  { ahead: 'week', ms: 7 * 24 * hourMs },
] as const;

type Distance = (typeof distances)[number]['ahead'];

export interface GapWarnings {
  /** Of which gaps the teams are to be warned now. */
  warnings: { gap: Gap; ahead: Distance }[];
  /** All gaps that they were warned of so far, and now, and that are still there. */
  warned: WarnedGap[];
  /** When the next warning is to be given if nothing changes, in epoch ms; null when never. */
  nextMs: number | null;
}

/**
 * Of which gaps teams are to be warned: once a week, once a day and once an hour before. One that is
 * found late is warned of once. `warned` are those that were warned of before; what is the same team's
 * and overlaps is the same gap.
 */
export function warnOfGaps(
  gaps: readonly Gap[],
  warned: readonly WarnedGap[],
  nowMs: number,
): GapWarnings {
  const result: GapWarnings = { warnings: [], warned: [], nextMs: null };
  for (const gap of gaps) {
    const { teamId, from, until, cause } = gap;
    const leadMs = Date.parse(from) - nowMs;
    const last = nearestOf(warned.filter((one) => isSame(one, gap)));
    const due = distances.find(({ ms }) => leadMs <= ms)?.ahead;
    const isDue = due !== undefined && (last === undefined || isNearer(due, last));
    if (isDue) result.warnings.push({ gap, ahead: due });
    const ahead = isDue ? due : last;
    if (ahead !== undefined) result.warned.push({ teamId, from, until, cause, ahead });
    for (const { ms } of distances) {
      if (leadMs > ms) result.nextMs = Math.min(result.nextMs ?? Infinity, nowMs + leadMs - ms);
    }
  }
  return result;
}

function isSame(one: WarnedGap, { teamId, cause, from, until }: Gap): boolean {
  return one.teamId === teamId && one.cause === cause && one.from < until && from < one.until;
}

function nearestOf(gaps: readonly WarnedGap[]): Distance | undefined {
  return distances.find(({ ahead }) => gaps.some((gap) => gap.ahead === ahead))?.ahead;
}

function isNearer(one: Distance, other: Distance): boolean {
  const place = (ahead: Distance) => distances.findIndex((distance) => distance.ahead === ahead);
  return place(one) < place(other);
}
