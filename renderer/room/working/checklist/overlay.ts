import type { PendingCommand } from '../../../../main/ipc/room-views.ts';
import type { Checklist } from '../../../../server/protocol/checklist.ts';
import { foldChecklist, type ChecklistEvent } from '../../../../server/protocol/checklist-fold.ts';
import { stateOf } from '../../../../server/protocol/checklist-items.ts';
import type { Command } from '../../../../server/protocol/commands.ts';
import type { Actor } from '../../../../server/protocol/identity.ts';

export type ChecklistCommand = Extract<Command, { type: `step.${string}` | `checklist.${string}` }>;
export type StepCommand = Extract<ChecklistCommand, { type: `step.${string}` }>;

/** What this laptop has asked for a checklist, and the hub has not answered or not granted. */
export type PendingWork = Omit<PendingCommand, 'command'> & { command: ChecklistCommand };

/** How far what was asked for has got: on its way, or kept until the hub can be reached. */
export type Waits = 'sending' | 'waiting-for-link';

export function isChecklistCommand(command: Command): command is ChecklistCommand {
  return command.type.startsWith('step.') || command.type.startsWith('checklist.');
}

export function isStepCommand(command: ChecklistCommand): command is StepCommand {
  return command.type.startsWith('step.');
}

/** What was asked for and came to nothing, until it is dismissed. */
export function isVerdict({ state }: Pick<PendingCommand, 'state'>): boolean {
  return state === 'refused' || state === 'superseded';
}

/** One name for a step among all checklists of a room. */
export function keyOf(checklistId: string, stepId: string): string {
  return `${checklistId}/${stepId}`;
}

/** The step that something was asked for; null for what is about a whole checklist, or a new step. */
export function stepKeyOf({ command }: Pick<PendingWork, 'command'>): string | null {
  if (!isStepCommand(command) || command.type === 'step.add') return null;
  return keyOf(command.checklistId, command.stepId);
}

/** Step → what was asked for it and came to nothing. */
export function verdictsByStep(
  pending: readonly PendingWork[],
): ReadonlyMap<string, readonly PendingWork[]> {
  const byStep = new Map<string, PendingWork[]>();
  for (const one of pending) {
    const key = isVerdict(one) ? stepKeyOf(one) : null;
    if (key !== null) byStep.set(key, [...(byStep.get(key) ?? []), one]);
  }
  return byStep;
}

/** Shown from the moment in which it is asked for. */
export interface Echo extends PendingWork {
  /** What it is about, as it was then. */
  base: string;
}

/** What the hub last told of that which a command is about; as soon as it tells more, that counts. */
export function baseOf(command: ChecklistCommand, checklists: readonly Checklist[]): string {
  const checklist =
    'checklistId' in command && checklists.find(({ id }) => id === command.checklistId);
  if (!checklist) return '';
  const isOfState = 'stepId' in command && command.type !== 'step.move';
  return JSON.stringify(isOfState ? stateOf(checklist, command.stepId) : checklist.placements);
}

/** What was asked for here, and the room's view does not have yet. */
export function notTold<One extends { id: string }>(
  echoes: readonly One[],
  told: readonly { id: string }[],
): One[] {
  const known = namesOf(told.map(({ id }) => id));
  return echoes.filter(({ id }) => !known.has(id));
}

export function namesOf(names: readonly string[]): ReadonlySet<string> {
  return new Set(names);
}

/**
 * The checklists as they will be once the hub has granted what was asked for. All times are by this
 * laptop's clock.
 * @param personId who asked for it
 */
export function overlaid(
  checklists: readonly Checklist[],
  pending: readonly PendingWork[],
  personId: string,
): Checklist[] {
  const byId = new Map(checklists.map((one) => [one.id, one]));
  pending.forEach((one, index) => {
    if (isVerdict(one) || one.command.type === 'checklist.attach') return;
    const { checklistId, incidentId } = one.command;
    const before =
      byId.get(checklistId) ?? (checklistId === incidentId ? ownList(incidentId, one) : null);
    const event = before && eventOf(one, before, index, personId);
    if (event) byId.set(checklistId, foldChecklist(before, event) ?? before);
  });
  return [...byId.values()];
}

/** Step → how far what was asked for it has got; the slowest counts. */
export function waitingSteps(pending: readonly PendingWork[]): ReadonlyMap<string, Waits> {
  const waiting = new Map<string, Waits>();
  for (const one of pending) {
    const { command, state, id } = one;
    if (isVerdict(one) || !isStepCommand(command)) continue;
    const key = keyOf(command.checklistId, command.type === 'step.add' ? id : command.stepId);
    const waits = state === 'waiting-for-link' ? state : (waiting.get(key) ?? 'sending');
    waiting.set(key, waits);
  }
  return waiting;
}

/** The list of added steps, which begins with its first. */
function ownList(incidentId: string, { requestedAt }: PendingWork): Checklist {
  return {
    ...{ id: incidentId, incidentId, runbook: null, attachedAt: requestedAt, reasons: [] },
    ...{ attachedBy: { kind: 'hub' }, detachedAt: null, added: [], placements: [], steps: {} },
  };
}

/** The event that the hub will answer with; null when the checklist has it already. */
function eventOf(
  { id, command, requestedAt }: PendingWork,
  checklist: Checklist,
  index: number,
  personId: string,
): ChecklistEvent | null {
  if (command.type === 'checklist.attach') return null;
  const actor: Actor = { kind: 'person', personId, deviceId: null };
  const { incidentId, checklistId } = command;
  const progress = { total: 0, settled: 0, failed: 0 };
  // Numbers below nothing are no place in the journal, and differ from each other.
  const base = { seq: -1 - index, at: requestedAt, actor, incidentId, checklistId };
  if (command.type === 'checklist.detach') return { ...base, type: 'checklist.detached', progress };
  if (command.type === 'step.add') {
    const { text: stepText, after, role, isCritical } = command;
    if (checklist.added.some(({ stepId }) => stepId === id)) return null;
    const added = { stepId: id, stepText, text: stepText, after, role, isCritical, progress };
    return { ...base, type: 'step.added', ...added };
  }
  const { stepId } = command;
  const ofStep = { ...base, stepId, stepText: '' };
  const { dueAt, comments, runs } = stateOf(checklist, stepId);
  switch (command.type) {
    case 'step.set': {
      const { from, status, reason, answer } = command;
      const change = { from, status, reason, answer, personId, dueAt, progress };
      return { ...ofStep, type: 'step.changed', ...change };
    }
    case 'step.assign':
      return { ...ofStep, type: 'step.assigned', personId: command.personId, dueAt };
    case 'step.set-due':
      return { ...ofStep, type: 'step.due-set', dueAt: command.dueAt };
    case 'step.move':
      return { ...ofStep, type: 'step.moved', after: command.after };
    case 'step.comment': {
      const { text } = command;
      const isThere = comments.some(
        (one) => one.personId === personId && one.text === text && one.at >= requestedAt,
      );
      return isThere ? null : { ...ofStep, type: 'step.commented', text };
    }
    case 'step.run': {
      if (runs.some(({ runId }) => runId === id)) return null;
      return { ...ofStep, type: 'step.run-started', runId: id, part: command.part, hook: '' };
    }
  }
}
