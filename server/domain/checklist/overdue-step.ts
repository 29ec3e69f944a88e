import type { Checklist } from '../../protocol/checklist.ts';
import { isSettled } from '../../protocol/checklist-items.ts';
import type { ChecklistItem } from '../../protocol/checklist-items.ts';
import { sides } from '../../protocol/identity.ts';
import type { Incident } from '../../protocol/incident.ts';
import type { NewEvent } from '../hub-events.ts';
import { isCritical, namesOf } from './known-checklist.ts';
import type { KnownStep } from './known-checklist.ts';

/** How long its assignee has before the room is told too. */
export const roomToldAfterMs = 5 * 60 * 1_000;

/** What the due row of a step is called. */
export function stepSubject(checklistId: string, stepId: string): string {
  return JSON.stringify([checklistId, stepId]);
}

/** @param subject made by `stepSubject` */
export function readStepSubject(subject: string): { checklistId: string; stepId: string } {
  const [checklistId, stepId] = JSON.parse(subject) as [string, string];
  return { checklistId, stepId };
}

/** Whether people are to be told once the step is late, which is only of use while it can be done. */
export function isAwaited(item: ChecklistItem): boolean {
  const { state, isHidden } = item;
  return isCritical(item) && !isSettled(state) && !isHidden && state.dueAt !== null;
}

/**
 * Tells first whoever is to do it, and the room when that was of no use, or nobody is.
 * @param writers those who wrote in the room
 */
export function overdueEvent(
  known: KnownStep,
  { incident, writers, at }: { incident: Incident; writers: readonly string[]; at: string },
): NewEvent {
  const { checklist, item } = known;
  const { assigneeId, status, statusBy, overdueAt, dueAt } = item.state;
  const doerId = assigneeId ?? (status === 'doing' ? statusBy : null);
  const isForRoom = doerId === null || overdueAt !== null;
  return {
    ...{ at, actor: { kind: 'hub' }, incidentId: incident.id, type: 'step.overdue' },
    ...{ ...namesOf(known), dueAt: dueAt ?? at, tells: isForRoom ? 'room' : 'assignee' },
    personIds: isForRoom ? peopleOf(incident, checklist, writers) : [doerId],
  };
}

/** Everybody who was called, has a seat, or took part. */
function peopleOf(
  { seats, paged }: Incident,
  { attachedBy, added, steps }: Checklist,
  writers: readonly string[],
): string[] {
  const called = sides.flatMap((side) => [...seats[side].called, seats[side].acknowledgedBy]);
  const states = Object.values(steps).flatMap(({ statusBy, assigneeId, comments }) => [
    ...[statusBy, assigneeId],
    ...comments.map(({ personId }) => personId),
  ]);
  const people = new Set([
    ...[...called, ...Object.keys(paged), ...writers, ...states],
    ...added.map(({ addedBy }) => addedBy),
    attachedBy.kind === 'person' ? attachedBy.personId : null,
  ]);
  return [...people].filter((id) => id !== null);
}
