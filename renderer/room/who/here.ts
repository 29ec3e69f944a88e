import type { RoomPerson, RoomView } from '../../../main/ipc/room-views.ts';

export interface PersonHere {
  person: RoomPerson;
  state: 'typing' | 'present' | 'connected';
}

const ranks: Record<PersonHere['state'], number> = { typing: 0, present: 0, connected: 1 };

/** Who has the room open, the attentive before the others; the reader comes last. */
export function peopleHere({ here, people }: RoomView): PersonHere[] {
  const known = new Map(people.map((person) => [person.id, person]));
  return here
    .flatMap(({ personId, isPresent, isTyping }): PersonHere[] => {
      const person = known.get(personId);
      if (person === undefined) return [];
      // Readers know of themselves that they write.
      const isWriting = isTyping && !person.isMe;
      return [{ person, state: isWriting ? 'typing' : isPresent ? 'present' : 'connected' }];
    })
    .sort(
      (a, b) =>
        Number(a.person.isMe) - Number(b.person.isMe) ||
        ranks[a.state] - ranks[b.state] ||
        a.person.name.localeCompare(b.person.name),
    );
}

/** What somebody here does, in words. */
export const hereWords: Record<PersonHere['state'], string> = {
  typing: 'here, writing',
  present: 'here',
  connected: 'room open, no input for 2 min',
};
