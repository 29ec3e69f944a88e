import type { VisibleEvent } from '../../server/protocol/events.ts';
import type { Person } from '../../server/protocol/identity.ts';
import type { Incident } from '../../server/protocol/incident.ts';
import type { Mentions } from '../../server/protocol/message.ts';

/**
 * Whether a message calls this person: by name, or by a side whose seat they hold, or which nobody
 * holds while they are called to it.
 * @param incident null when it is not known: then only a name counts
 */
export function isMentioned(
  { people, sides }: Mentions,
  incident: Pick<Incident, 'seats'> | null,
  me: Person,
): boolean {
  if (people.includes(me.id)) return true;
  return sides.some((side) => {
    const seat = incident?.seats[side];
    if (!seat) return false;
    if (seat.state === 'acknowledged') return seat.acknowledgedBy === me.id;
    return seat.called.includes(me.id);
  });
}

/** Somebody called this person in a room. */
export interface Mention {
  incidentId: string;
  /** Id of the person who wrote it. */
  by: string;
  text: string;
}

/** Null when the message is this person's own, or calls them not. */
export function mentionIn(
  { actor, incidentId, text, mentions }: Extract<VisibleEvent, { type: 'message.posted' }>,
  incident: Pick<Incident, 'seats'> | null,
  me: Person,
): Mention | null {
  if (actor.kind !== 'person' || actor.personId === me.id) return null;
  return isMentioned(mentions, incident, me) ? { incidentId, by: actor.personId, text } : null;
}
