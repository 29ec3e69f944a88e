import { already, applied, baseOf, refused } from '../command-case.ts';
import type { CommandCase, CommandVerdict } from '../command-case.ts';
import { hasSomebodyBeside } from './escalation.ts';

/**
 * Somebody who is called cannot come: the next of the side is called at once. It is no answer for the side,
 * so the last one there is keeps ringing.
 */
export function decline(declineCase: CommandCase<'incident.decline'>): CommandVerdict {
  const { incident, person, paging, nowMs } = declineCase;
  const { id: personId, side } = person;
  const seat = incident.seats[side];
  const rings = seat.state === 'ringing' && seat.called.includes(personId);
  if (!rings && !Object.hasOwn(incident.paged, personId)) return already;
  if (rings && !hasSomebodyBeside({ incident, side, paging, nowMs }, personId)) {
    return refused('nobody_else');
  }
  return applied({ ...baseOf(declineCase), type: 'page.declined', side, personId });
}
