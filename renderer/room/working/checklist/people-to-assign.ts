import type { RoomPerson } from '../../../../main/ipc/room-views.ts';
import type { Side } from '../../../../server/protocol/identity.ts';

/** Whom a step can be given to, by words of their name or side: the reader first, then its side. */
export function peopleToAssign(
  people: readonly RoomPerson[],
  role: Side | null,
  sought: string,
): RoomPerson[] {
  const words = folded(sought).split(/\s+/).filter(Boolean);
  const rank = ({ isMe, side }: RoomPerson) => (isMe ? 0 : side === role ? 1 : 2);
  return people
    .filter(({ name, side }) => {
      const text = folded(`${name} ${side}`);
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

/** Without accents and case, so that "kovac" finds "Kovač". */
function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
