import type { Checklist, ChecklistProgress } from '../../protocol/checklist.ts';
import { checklistItems, progressOf } from '../../protocol/checklist-items.ts';
import type { ChecklistItem } from '../../protocol/checklist-items.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { Runbook } from '../../protocol/runbook.ts';
import type { IncidentCircumstances } from '../command-case.ts';
import type { Records } from '../records.ts';
import { shortened } from './shortened.ts';

/** The records, for those who only read. */
export type ReadRecords = Omit<Records, 'append'>;

/** A checklist that is attached, with what it is a copy of. */
export interface KnownChecklist {
  checklist: Checklist;
  /** Null for the list without a runbook. */
  runbook: Runbook | null;
  items: readonly ChecklistItem[];
}

/** A step that people see. */
export interface KnownStep extends KnownChecklist {
  item: ChecklistItem;
}

/** Checklists are replaced and never changed, and each is a copy of one version: what was laid over holds. */
const laidOver = new WeakMap<Checklist, readonly ChecklistItem[]>();

/** The checklist with all its steps in order. */
export function withItems(checklist: Checklist, runbook: Runbook | null): KnownChecklist {
  const items = laidOver.get(checklist) ?? checklistItems(checklist, runbook);
  laidOver.set(checklist, items);
  return { checklist, runbook, items };
}

export function runbookOf(records: ReadRecords, checklist: Checklist): Runbook | null {
  const reference = checklist.runbook;
  return reference ? (records.runbook(reference.hash)?.runbook ?? null) : null;
}

/** An attached checklist of this incident. */
export function attachedChecklist(
  records: ReadRecords,
  incidentId: string,
  checklistId: string,
): KnownChecklist | undefined {
  const checklist = records.checklist(checklistId);
  if (checklist?.incidentId !== incidentId || checklist.detachedAt !== null) return undefined;
  return withItems(checklist, runbookOf(records, checklist));
}

type StepCase = IncidentCircumstances & { command: { checklistId: string; stepId: string } };

/** The step that a command is about, or why there is none. */
export function stepOf({ command, records, incident }: StepCase): KnownStep | ErrorCode {
  const known = attachedChecklist(records, incident.id, command.checklistId);
  if (!known) return 'checklist_unknown';
  const item = known.items.find(({ stepId }) => stepId === command.stepId);
  return !item || item.isHidden ? 'step_unknown' : { ...known, item };
}

/** What every event of a step carries beside its base. */
export function namesOf({ checklist, item }: KnownStep): {
  checklistId: string;
  stepId: string;
  stepText: string;
} {
  const { stepId, step, added } = item;
  const stepText = shortened(step?.text ?? added?.text ?? '');
  return { checklistId: checklist.id, stepId, stepText };
}

export function isCritical({ step, added }: ChecklistItem): boolean {
  return step?.critical ?? added?.isCritical ?? false;
}

/** Of all attached checklists of the incident, one of them as it will be. */
export function progressWith(records: ReadRecords, next: KnownChecklist): ChecklistProgress {
  const { id, incidentId } = next.checklist;
  const others = records
    .checklistsOf(incidentId)
    .filter((checklist) => checklist.id !== id)
    .map((checklist) => withItems(checklist, runbookOf(records, checklist)));
  const sum: ChecklistProgress = { total: 0, settled: 0, failed: 0 };
  for (const { checklist, items } of [...others, next]) {
    if (checklist.detachedAt !== null) continue;
    const { total, settled, failed } = progressOf(items);
    sum.total += total;
    sum.settled += settled;
    sum.failed += failed;
  }
  return sum;
}
