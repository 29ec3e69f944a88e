import type { Side } from '../../protocol/identity.ts';
import type { Incident } from '../../protocol/incident.ts';
import { applied, baseOf, refused } from '../command-case.ts';
import type { CommandCase, CommandVerdict } from '../command-case.ts';
import type { NewEvent } from '../hub-events.ts';

/** Gives the packet that one's side owes, or gives a better one. */
export function giveHandoff(handoffCase: CommandCase<'handoff.give'>): CommandVerdict {
  const { command, incident, person } = handoffCase;
  const { handoff } = incident;
  if (!handoff || handoff.toSide === person.side) return refused('handoff_not_owed');
  const { impact, tried, questions } = command;
  const base = baseOf(handoffCase);
  const given = { at: base.at, by: person.id, impact, tried, questions };
  return applied({ ...base, type: 'handoff.changed', handoff: { ...handoff, given } });
}

/**
 * Tells who owes the packet, and who waits for it, that the side is back and it was not given.
 * @param waitingIds whoever of that side is called or came
 */
export function tellHandoffDue(
  { handoff, id: incidentId }: Incident,
  side: Side,
  waitingIds: readonly string[],
  at: string,
): NewEvent[] {
  if (!handoff || handoff.toSide !== side || handoff.given) return [];
  const personIds = [...new Set([handoff.fromId, ...waitingIds])];
  return [{ at, actor: { kind: 'hub' }, incidentId, type: 'handoff.due', personIds }];
}
