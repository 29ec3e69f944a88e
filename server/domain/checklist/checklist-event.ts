import type { Checklist, ChecklistProgress } from '../../protocol/checklist.ts';
import { foldChecklist } from '../../protocol/checklist-fold.ts';
import type { ChecklistEvent } from '../../protocol/checklist-fold.ts';
import type { Runbook } from '../../protocol/runbook.ts';
import { progressWith, withItems } from './known-checklist.ts';
import type { KnownChecklist, ReadRecords } from './known-checklist.ts';

type WithoutSeq<E> = E extends ChecklistEvent ? Omit<E, 'seq'> : never;

/** An event about a checklist before the journal has given it its number. */
export type NewChecklistEvent = WithoutSeq<ChecklistEvent>;

/** A checklist, or that there is none yet, and what it is a copy of. */
export interface Before {
  checklist: Checklist | undefined;
  runbook: Runbook | null;
}

/** Stands in an event until it is `counted`. */
export const uncounted: ChecklistProgress = { total: 0, settled: 0, failed: 0 };

/** The checklist after an event. */
export function after(
  { checklist, runbook }: Before,
  event: NewChecklistEvent,
): KnownChecklist | undefined {
  const next = foldChecklist(checklist, { seq: 0, ...event });
  return next && withItems(next, runbook);
}

/** The event with how far all checklists of its incident get by it. */
export function counted<E extends NewChecklistEvent & { progress: ChecklistProgress }>(
  records: ReadRecords,
  before: Before,
  event: E,
): E {
  const next = after(before, event);
  return next ? { ...event, progress: progressWith(records, next) } : event;
}
