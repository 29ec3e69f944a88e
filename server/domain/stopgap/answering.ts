import type { Actor } from '../../protocol/identity.ts';
import { limits } from '../../protocol/limits.ts';
import type { Stopgap } from '../../protocol/stopgap.ts';
import { actorOf } from '../asker.ts';
import { closeIfOver } from '../closing.ts';
import { already, applied, baseOf, doneBy, refused, superseded } from '../command-case.ts';
import type { CommandCase, CommandVerdict, IncidentCircumstances } from '../command-case.ts';
import type { NewEvent } from '../hub-events.ts';
import { isGoodExpiry } from './expiry.ts';

export type AnswerType =
  | 'stopgap.undo'
  | 'stopgap.extend'
  | 'stopgap.ask-permanence'
  | 'stopgap.confirm-permanence'
  | 'stopgap.decline-permanence';

type AnswerCase<Type extends AnswerType = AnswerType> = CommandCase<Type>;

/** Says what an answer to what becomes of a stopgap does. */
export function answer(answerCase: AnswerCase): CommandVerdict {
  const { command, incident, records } = answerCase;
  const stopgap = records.stopgap(command.stopgapId);
  if (stopgap?.incidentId !== incident.id) return refused('stopgap_unknown');
  if (stopgap.state !== 'open') return answerLate(answerCase, stopgap);
  switch (command.type) {
    case 'stopgap.undo':
      return undo({ ...answerCase, command }, stopgap);
    case 'stopgap.extend':
      return extend({ ...answerCase, command }, stopgap);
    case 'stopgap.ask-permanence':
      return askPermanence({ ...answerCase, command }, stopgap);
    case 'stopgap.confirm-permanence':
      return confirmPermanence({ ...answerCase, command }, stopgap);
    case 'stopgap.decline-permanence': {
      const { reason, stopgapId } = command;
      if (stopgap.permanence === null) return already;
      const base = baseOf(answerCase);
      return applied({ ...base, type: 'stopgap.permanence-declined', stopgapId, reason });
    }
  }
}

/** Somebody has answered for it already, and that stands. */
function answerLate({ command, person }: AnswerCase, stopgap: Stopgap): CommandVerdict {
  const { answeredBy, answeredAt, state } = stopgap;
  if (answeredBy === null || answeredAt === null) return already;
  const instead = { actor: byPerson(answeredBy), at: answeredAt };
  const isSame = command.type === (state === 'undone' ? 'stopgap.undo' : confirmation);
  return isSame ? doneBy(instead, person) : superseded(instead);
}

const confirmation = 'stopgap.confirm-permanence';

function undo(undoCase: AnswerCase<'stopgap.undo'>, { id: stopgapId }: Stopgap): CommandVerdict {
  const { note } = undoCase.command;
  const said = note === '' ? null : note;
  return applied(
    { ...baseOf(undoCase), type: 'stopgap.undone', stopgapId, note: said },
    ...closingWithout(undoCase, stopgapId),
  );
}

/** Twice at most; who saw another expiry than the one it has now did not know of the last extension. */
function extend(extendCase: AnswerCase<'stopgap.extend'>, stopgap: Stopgap): CommandVerdict {
  const { command, person, nowMs } = extendCase;
  const { from, until, reason } = command;
  if (person.side !== 'developer') return refused('stopgap_not_yours');
  if (from !== stopgap.expiresAt) {
    const { installedBy, installedAt } = stopgap;
    const last = stopgap.extensions.at(-1) ?? { personId: installedBy, at: installedAt };
    const instead = { actor: byPerson(last.personId), at: last.at };
    return until === stopgap.expiresAt ? doneBy(instead, person) : superseded(instead);
  }
  if (stopgap.extensions.length >= limits.stopgapExtensions) return refused('stopgap_extended_out');
  if (!isGoodExpiry(until, nowMs) || Date.parse(until) <= Date.parse(stopgap.expiresAt)) {
    return refused('stopgap_expiry_invalid');
  }
  const { id: stopgapId } = stopgap;
  return applied({ ...baseOf(extendCase), type: 'stopgap.extended', stopgapId, until, reason });
}

function askPermanence(
  askCase: AnswerCase<'stopgap.ask-permanence'>,
  { id: stopgapId, permanence }: Stopgap,
): CommandVerdict {
  const { command, person } = askCase;
  if (person.side !== 'developer') return refused('stopgap_not_yours');
  if (permanence) {
    return doneBy({ actor: byPerson(permanence.personId), at: permanence.at }, person);
  }
  const { reason } = command;
  return applied({ ...baseOf(askCase), type: 'stopgap.permanence-asked', stopgapId, reason });
}

function confirmPermanence(
  confirmCase: AnswerCase<'stopgap.confirm-permanence'>,
  { id: stopgapId, permanence }: Stopgap,
): CommandVerdict {
  if (permanence === null) return refused('permanence_not_asked');
  if (permanence.personId === confirmCase.person.id) return refused('second_person_needed');
  return applied(
    { ...baseOf(confirmCase), type: 'stopgap.made-permanent', stopgapId },
    ...closingWithout(confirmCase, stopgapId),
  );
}

/** What follows once nobody waits for an answer for this stopgap any more. */
function closingWithout(answerCase: IncidentCircumstances, stopgapId: string): NewEvent[] {
  const { incident, records } = answerCase;
  const others = records.openStopgapsOf(incident.id).filter(({ id }) => id !== stopgapId);
  const after = { ...incident, openStopgaps: others.length };
  const closed = closeIfOver(after, baseOf(answerCase).at, actorOf(answerCase), others);
  return closed ? [closed] : [];
}

function byPerson(personId: string): Actor {
  return { kind: 'person', personId, deviceId: null };
}
