import type { Checklist, ChecklistProgress } from '../../protocol/checklist.ts';
import type { ChecklistItem } from '../../protocol/checklist-items.ts';
import { limits } from '../../protocol/limits.ts';
import { already, applied, baseOf, refused } from '../command-case.ts';
import type { CommandCase, CommandVerdict } from '../command-case.ts';
import { after, counted, uncounted } from './checklist-event.ts';
import type { Before, NewChecklistEvent } from './checklist-event.ts';
import { namesOf, runbookOf, stepOf, withItems } from './known-checklist.ts';
import { shortened } from './shortened.ts';

/** The first step of the list without a runbook begins it, or brings it back. */
export function judgeAdd(addCase: CommandCase<'step.add'>): CommandVerdict {
  const { command, commandId, records, incident, person } = addCase;
  const { checklistId } = command;
  const stored = records.checklist(checklistId);
  const isOwnList = checklistId === incident.id;
  if (stored ? stored.incidentId !== incident.id : !isOwnList) return refused('checklist_unknown');
  const isAttached = stored?.detachedAt === null;
  if (!isAttached && !isOwnList) return refused('checklist_unknown');
  const attached = isAttached ? null : ownList(addCase);
  const runbook = stored ? runbookOf(records, stored) : null;
  const before = attached
    ? after({ checklist: stored, runbook }, attached)
    : known(stored, runbook);
  if (!before) return refused('checklist_unknown');

  // Answers are forgotten after some weeks, steps are not: a very late repeat ends up here.
  const same = before.items.find(({ stepId }) => stepId === commandId);
  if (same) return same.added?.addedBy === person.id ? already : refused('command_reused');
  if (before.checklist.added.length >= limits.addedSteps) return refused('checklists_full');
  if (!isThere(before.items, command.after)) return refused('step_unknown');
  const { text, role, isCritical } = command;
  const event = counted(records, before, {
    ...baseOf(addCase),
    type: 'step.added' as const,
    ...{ checklistId, stepId: commandId, stepText: shortened(text), after: command.after },
    ...{ text, role, isCritical, progress: uncounted },
  });
  const added = after(before, event)?.items.find(({ stepId }) => stepId === commandId);
  if (!added || added.isHidden) return refused('step_unknown');
  return applied(...(attached ? [attached] : []), event);
}

function known(checklist: Checklist | undefined, runbook: Before['runbook']) {
  return checklist && withItems(checklist, runbook);
}

function ownList(
  addCase: CommandCase<'step.add'>,
): NewChecklistEvent & { progress: ChecklistProgress } {
  const { records, incident } = addCase;
  const before = { checklist: records.checklist(incident.id), runbook: null };
  return counted(records, before, {
    ...baseOf(addCase),
    type: 'checklist.attached' as const,
    ...{ checklistId: incident.id, runbook: null, reasons: [], progress: uncounted },
  });
}

/** A step goes with all below it, and never where a step that is seen would be hidden by it. */
export function judgeMove(moveCase: CommandCase<'step.move'>): CommandVerdict {
  const { command } = moveCase;
  const found = stepOf(moveCase);
  if (typeof found === 'string') return refused(found);
  const { items, item, checklist } = found;
  if (!isThere(items, command.after)) return refused('step_unknown');
  if (isBelow(items, item, command.after)) return refused('step_unmovable');
  const event = {
    ...baseOf(moveCase),
    type: 'step.moved' as const,
    ...{ ...namesOf(found), after: command.after },
  };
  const moved = after(found, event)?.items ?? [];
  if (standAlike(items, moved)) return already;
  if (checklist.placements.length >= limits.placements) return refused('checklists_full');
  const hidden = new Set(moved.filter(({ isHidden }) => isHidden).map(({ stepId }) => stepId));
  const isLost = items.some(({ stepId, isHidden }) => !isHidden && hidden.has(stepId));
  return isLost ? refused('step_unmovable') : applied(event);
}

function isThere(items: readonly ChecklistItem[], after: string | null): boolean {
  return after === null || items.some(({ stepId }) => stepId === after);
}

/** Whether `other` is the step or one below it. */
function isBelow(
  items: readonly ChecklistItem[],
  { stepId, depth }: ChecklistItem,
  other: string | null,
): boolean {
  const from = items.findIndex((item) => item.stepId === stepId);
  const end = items.findIndex((item, index) => index > from && item.depth <= depth);
  const below = items.slice(from, end < 0 ? items.length : end);
  return below.some((item) => item.stepId === other);
}

function standAlike(one: readonly ChecklistItem[], other: readonly ChecklistItem[]): boolean {
  return one.every(({ stepId, depth, section }, index) => {
    const twin = other[index];
    return twin?.stepId === stepId && twin.depth === depth && twin.section === section;
  });
}
