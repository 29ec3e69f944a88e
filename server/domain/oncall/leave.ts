import { limits } from '../../protocol/limits.ts';
import type { Override } from '../../protocol/oncall.ts';
import { toInstant } from '../instant.ts';
import type { LeaveSpan } from './leave-file.ts';

export interface LeaveChange {
  removed: readonly Override[];
  added: readonly Omit<Override, 'id'>[];
}

export interface LeaveStanding {
  rotaId: string;
  personId: string;
  /** Overrides of the rota that are not over. */
  standing: readonly Override[];
  byId: string | null;
  nowMs: number;
}

/**
 * What is to be done so that the leave of a person in a rota is that of a calendar: what was imported
 * before and is not in it any more, or at another time, goes. What has begun keeps its beginning.
 */
export function replaceLeave(
  spans: readonly LeaveSpan[],
  { rotaId, personId, standing, byId, nowMs }: LeaveStanding,
): LeaveChange {
  const imported = standing.filter(
    ({ source, insteadOf }) => source === 'calendar' && insteadOf === personId,
  );
  const wanted = new Map(spans.map((span) => [keyOf(span.uid, span.fromMs, span.untilMs), span]));
  const removed: Override[] = [];
  for (const override of imported) {
    const fromMs = Math.max(Date.parse(override.from), nowMs);
    const key = keyOf(override.calendarUid ?? '', fromMs, Date.parse(override.until));
    if (!wanted.delete(key)) removed.push(override);
  }
  const added = [...wanted.values()].map(({ fromMs, untilMs, uid, summary }) => ({
    ...{ rotaId, from: toInstant(fromMs), until: toInstant(untilMs), personId: null },
    ...{ insteadOf: personId, source: 'calendar' as const, calendarUid: uid, byId },
    reason: summary === '' ? null : summary.slice(0, limits.reasonLength),
  }));
  return { removed, added };
}

function keyOf(uid: string, fromMs: number, untilMs: number): string {
  return `${fromMs} ${untilMs} ${uid}`;
}
