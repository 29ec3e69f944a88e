import type { Side } from '../../protocol/identity.ts';
import type { Incident } from '../../protocol/incident.ts';
import type { Handoff, SeatHold } from '../../protocol/paging.ts';
import { already, applied, baseOf, refused } from '../command-case.ts';
import type { CommandCase, CommandVerdict } from '../command-case.ts';
import type { NewEvent } from '../hub-events.ts';
import { toInstant } from '../instant.ts';
import { otherSide } from '../other-side.ts';
import { release } from './holding.ts';
import { isGoodUntil } from './snooze.ts';

/**
 * Lets the other side sleep until a time. Whoever does so must have a seat themselves, so that somebody is
 * there, and owes the other side a hand-off packet when it is called again.
 */
export function standDown(standDownCase: CommandCase<'seat.stand-down'>): CommandVerdict {
  const { command, incident, person, nowMs } = standDownCase;
  const side = otherSide(person.side);
  const until = new Date(command.until).toISOString();
  if (!isGoodUntil(until, nowMs)) return refused('until_out_of_range');
  if (incident.seats[person.side].state !== 'acknowledged') return refused('seat_not_yours');
  const hold: SeatHold = {
    ...{ kind: 'stand-down', until, by: person.id, reason: command.reason, silenceId: null },
  };
  if (isSame(incident.seats[side].hold, hold)) return already;
  const before = incident.handoff?.toSide === side ? incident.handoff.given : null;
  const handoff: Handoff = { dueAt: until, fromId: person.id, toSide: side, given: before };
  const base = baseOf(standDownCase);
  return applied(
    { ...base, type: 'seat.held', side, hold },
    { ...base, type: 'handoff.changed', handoff },
  );
}

/** Calls a side whose seat is held, whoever held it and why. */
export function callBack(callBackCase: CommandCase<'seat.call-back'>): CommandVerdict {
  const { command, incident } = callBackCase;
  const { side } = command;
  if (incident.seats[side].state !== 'held') return already;
  const { at, actor } = baseOf(callBackCase);
  return applied(release(incident, side, 'called-back', at, actor));
}

/**
 * Calls the other side back when nobody of a side has answered in a whole round: it may sleep because somebody
 * of this side is up, and nobody is.
 * @param incident with the step that was taken now
 */
export function callBackUnwatched(incident: Incident, side: Side, nowMs: number): NewEvent[] {
  const { state, plan } = incident.seats[side];
  const other = otherSide(side);
  const isUnwatched = state === 'ringing' && plan !== null && plan.round > 1;
  if (!isUnwatched || incident.seats[other].hold?.kind !== 'stand-down') return [];
  return [release(incident, other, 'called-back', toInstant(nowMs))];
}

function isSame(before: SeatHold | null, hold: SeatHold): boolean {
  return (
    before?.kind === hold.kind &&
    before.until === hold.until &&
    before.by === hold.by &&
    before.reason === hold.reason
  );
}
