import type { NewEvent } from '../hub-events.ts';
import { baseOf } from '../command-case.ts';
import type { IncidentCircumstances } from '../command-case.ts';
import { tellHandoffDue } from './handoff.ts';

/**
 * The person has the seat of their side until they are asked again; undefined: they are not. Whoever was to
 * sleep and comes by themselves gets what the other side owes.
 */
export function takeSeat(
  circumstances: IncidentCircumstances,
  leaseUntil: string | undefined,
): NewEvent[] {
  const { incident, person } = circumstances;
  const { side, id: personId } = person;
  const base = baseOf(circumstances);
  const wasStoodDown = incident.seats[side].hold?.kind === 'stand-down';
  return [
    {
      ...{ ...base, type: 'seat.acknowledged', side, personId },
      ...(leaseUntil !== undefined && { leaseUntil }),
    },
    ...(wasStoodDown ? tellHandoffDue(incident, side, [personId], base.at) : []),
  ];
}
