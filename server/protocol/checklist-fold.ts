import type { Checklist, Placement, StepRun, StepState } from './checklist.ts';
import { isSettled, stateOf } from './checklist-items.ts';
import type { VisibleEvent } from './events.ts';
import type { Actor } from './identity.ts';
import { limits } from './limits.ts';

export type ChecklistEvent = Extract<VisibleEvent, { checklistId: string }>;
type StateEvent = Exclude<
  ChecklistEvent,
  { type: 'checklist.attached' | 'checklist.detached' | 'step.added' | 'step.moved' }
>;

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
  event: ChecklistEvent,
): Checklist | undefined {
  if (event.type === 'checklist.attached') {
    // The list without a runbook comes back as it was.
    return checklist ? { ...checklist, detachedAt: null } : attach(event);
  }
  if (!checklist) return checklist;
  switch (event.type) {
    case 'checklist.detached':
      return { ...checklist, detachedAt: event.at };
    case 'step.added': {
      const { stepId, text, role, isCritical, after, at } = event;
      const addedBy = nameOf(event.actor);
      return {
        ...checklist,
        added: [...checklist.added, { stepId, text, role, isCritical, addedBy, addedAt: at }],
        placements: placed(checklist.placements, { stepId, after }),
      };
    }
    case 'step.moved': {
      const { stepId, after } = event;
      return { ...checklist, placements: placed(checklist.placements, { stepId, after }) };
    }
    default: {
      const { stepId } = event;
      const state = foldState(stateOf(checklist, stepId), event);
      return { ...checklist, steps: { ...checklist.steps, [stepId]: state } };
    }
  }
}

function attach(event: Extract<ChecklistEvent, { type: 'checklist.attached' }>): Checklist {
  const { checklistId: id, incidentId, runbook, reasons, at, actor } = event;
  return {
    ...{ id, incidentId, runbook, attachedAt: at, attachedBy: actor, reasons, detachedAt: null },
    ...{ added: [], placements: [], steps: {} },
  };
}

/** A step that is moved again before any other stands where it was moved last. */
function placed(before: readonly Placement[], placement: Placement): Placement[] {
  const isAgain = before.at(-1)?.stepId === placement.stepId;
  return [...(isAgain ? before.slice(0, -1) : before), placement];
}

function foldState(state: StepState, event: StateEvent): StepState {
  switch (event.type) {
    case 'step.changed': {
      const { status, reason, answer, personId: statusBy, at: statusAt, dueAt } = event;
      return whileLate({ ...state, status, reason, answer, statusBy, statusAt, dueAt }, state);
    }
    case 'step.assigned':
      return whileLate({ ...state, assigneeId: event.personId, dueAt: event.dueAt }, state);
    case 'step.due-set':
      return whileLate({ ...state, dueAt: event.dueAt }, state);
    case 'step.commented': {
      const { seq, at, text } = event;
      const comment = { seq, at, personId: nameOf(event.actor), text };
      return { ...state, comments: [...state.comments, comment] };
    }
    case 'step.run-started': {
      const { runId, part, hook, at: startedAt } = event;
      const run: StepRun = {
        ...{ runId, part, hook, startedAt, startedBy: nameOf(event.actor) },
        ...{ finishedAt: null, outcome: null, httpStatus: null, durationMs: null, output: null },
      };
      return { ...state, runs: withoutOldest([...state.runs, run]) };
    }
    case 'step.run-finished': {
      const { runId, outcome, httpStatus, durationMs, output, at: finishedAt } = event;
      const result = { outcome, httpStatus, durationMs, output, finishedAt };
      return {
        ...state,
        runs: state.runs.map((run) => (run.runId === runId ? { ...run, ...result } : run)),
      };
    }
    case 'step.overdue':
      return { ...state, overdueAt: state.overdueAt ?? event.at };
  }
}

/** It is late no more once it is settled, or due at another time. */
function whileLate(state: StepState, before: StepState): StepState {
  const isLate = !isSettled(state) && state.dueAt === before.dueAt;
  return isLate ? state : { ...state, overdueAt: null };
}

/** Results are forgotten before what still runs. */
function withoutOldest(runs: StepRun[]): StepRun[] {
  if (runs.length <= limits.runsPerStep) return runs;
  const finished = runs.findIndex(({ outcome }) => outcome !== null);
  return runs.toSpliced(Math.max(finished, 0), 1);
}

/** People do all of this; another actor would at least not go unnamed. */
function nameOf(actor: Actor): string {
  return actor.kind === 'person' ? actor.personId : actor.kind;
}
