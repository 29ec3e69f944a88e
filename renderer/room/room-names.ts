import type { RoomPerson } from '../../main/ipc/room-views.ts';
import type { Actor } from '../../server/protocol/identity.ts';

/** Who did something, as the reader would say it. */
export function actorName(actor: Actor, people: readonly RoomPerson[]): string {
  if (actor.kind === 'hub') return 'The hub';
  return actor.kind === 'sender' ? actor.integration : personName(actor.personId, people);
}

/** A person's name; of somebody who has left the hub only the id is known. */
export function personName(personId: string, people: readonly RoomPerson[]): string {
  const person = people.find(({ id }) => id === personId);
  if (person === undefined) return personId;
  return person.isMe ? 'You' : person.name;
}
