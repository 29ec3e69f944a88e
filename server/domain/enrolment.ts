import type { Actor, Person } from '../protocol/identity.ts';
import { sides } from '../protocol/identity.ts';
import type { Side } from '../protocol/identity.ts';
import type { Incident } from '../protocol/incident.ts';
import type { NewEvent } from './hub-events.ts';

/**
 * Calls those of `callees` who were not called yet: people enrolled after the incident opened, or
 * while their seat was acknowledged. `ringing` names the seats that ring now.
 */
export function callMissing(
  incident: Incident,
  callees: readonly Person[],
  ringing: readonly Side[],
  at: string,
  actor: Actor,
): NewEvent[] {
  return ringing.flatMap((side): NewEvent[] => {
    const { called } = incident.seats[side];
    const personIds = callees
      .filter((person) => person.side === side && !called.includes(person.id))
      .map(({ id }) => id);
    if (personIds.length === 0) return [];
    return [{ type: 'seat.called', at, actor, incidentId: incident.id, side, personIds }];
  });
}

/** Seats of an open incident that ring; none of a resolved one. */
export function ringingSides(incident: Incident): Side[] {
  if (incident.status === 'resolved') return [];
  return sides.filter((side) => incident.seats[side].state === 'ringing');
}
