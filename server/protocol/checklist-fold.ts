import type { Checklist } from './checklist.ts';
import type { VisibleEvent } from './events.ts';

export type ChecklistEvent = Extract<VisibleEvent, { checklistId: string }>;

/** Whether an event is about a checklist. */
export function isOfChecklist(event: VisibleEvent): event is ChecklistEvent {
  return 'checklistId' in event;
}

/**
 * What an event does to the checklist that it concerns: the only code that says so, on the hub and on
 * laptops. Checklists are replaced, never changed.
 */
export function foldChecklist(
  checklist: Checklist | undefined,
  _event: ChecklistEvent,
): Checklist | undefined {
  return checklist;
}
