import { attachedChecklist } from '../domain/checklist/known-checklist.ts';
import { overdueEvent, readStepSubject } from '../domain/checklist/overdue-step.ts';
import { toInstant } from '../domain/instant.ts';
import type { DueWork } from './due-work.ts';

/** Tells who is concerned that critical steps are late. */
export const tellOverdueSteps: DueWork = (_surroundings, transaction, subjects, nowMs) => {
  for (const subject of subjects) {
    const { checklistId, stepId } = readStepSubject(subject);
    const incidentId = transaction.checklist(checklistId)?.incidentId ?? '';
    const incident = transaction.incident(incidentId);
    const known = attachedChecklist(transaction, incidentId, checklistId);
    const item = known?.items.find((one) => one.stepId === stepId);
    if (!incident || !known || !item) continue;
    const writers = transaction.rooms.writers(incidentId);
    const at = toInstant(nowMs);
    transaction.append(overdueEvent({ ...known, item }, { incident, writers, at }));
  }
};
