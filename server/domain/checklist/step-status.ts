import type { Actor } from '../../protocol/identity.ts';
import { isBlank } from '../blank.ts';
import { already, applied, baseOf, doneBy, refused, superseded } from '../command-case.ts';
import type { CommandCase, CommandVerdict } from '../command-case.ts';
import { counted, uncounted } from './checklist-event.ts';
import { namesOf, stepOf } from './known-checklist.ts';
import { dueOnceSet } from './step-due.ts';

/** Changes where a step stands from what the person saw: whoever is first is not overruled unseen. */
export function judgeSet(setCase: CommandCase<'step.set'>): CommandVerdict {
  const { command, records, person, nowMs } = setCase;
  const { from, status } = command;
  const found = stepOf(setCase);
  if (typeof found === 'string') return refused(found);
  const { step, state } = found.item;
  const reason = status === 'skipped' || status === 'failed' ? command.reason : null;
  if ((status === 'skipped' || status === 'failed') && (reason === null || isBlank(reason)))
    return refused('step_needs_reason');
  const answers = status === 'done' ? (step?.answers ?? null) : null;
  const answer = answers === null ? null : command.answer;
  if (answers !== null && (answer === null || !answers.includes(answer)))
    return refused('step_needs_answer');

  const last = lastChange(state);
  const isSame = status === state.status && reason === state.reason && answer === state.answer;
  if (isSame) return last ? doneBy(last, person) : already;
  // A step that nobody touched is as open as it was, whatever the person believed.
  if (from !== state.status && last) return superseded(last);
  const event = {
    ...baseOf(setCase),
    type: 'step.changed' as const,
    ...{ ...namesOf(found), from: state.status, status, reason, answer, personId: person.id },
    dueAt: dueOnceSet(found.item, status, nowMs),
    progress: uncounted,
  };
  return applied(counted(records, found, event));
}

function lastChange({
  statusBy,
  statusAt,
}: {
  statusBy: string | null;
  statusAt: string | null;
}): { actor: Actor; at: string } | null {
  if (statusBy === null || statusAt === null) return null;
  return { actor: { kind: 'person', personId: statusBy, deviceId: null }, at: statusAt };
}
