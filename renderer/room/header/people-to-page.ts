import type { RoomPerson, RoomView } from '../../../main/ipc/room-views.ts';
import { isOpen } from './offers.ts';

interface PersonToPage {
  person: RoomPerson;
  /** What speaks against it, in words; null when nothing does. */
  note: string | null;
}

/**
 * Whom the reader may page, by words of their name or side: those who are needed most first, that is
 * the other side's people before the reader's own, and who is here already last.
 */
export function peopleToPage(view: RoomView, sought: string): PersonToPage[] {
  const words = folded(sought).split(/\s+/).filter(Boolean);
  const rank = ({ person, note }: PersonToPage) =>
    (note === null ? 0 : 2) + (person.side === view.me?.side ? 1 : 0);
  return view.people
    .filter((person) => !person.isMe)
    .filter((person) => {
      const name = folded(`${person.name} ${person.side}`);
      return words.every((word) => name.includes(word));
    })
    .map((person) => ({ person, note: noteOf(person, view) }))
    .sort((a, b) => rank(a) - rank(b) || a.person.name.localeCompare(b.person.name));
}

function noteOf({ id }: RoomPerson, view: RoomView): string | null {
  const isAsked = view.pending.some(
    ({ command, state }) =>
      command.type === 'person.page' && command.personId === id && isOpen(state),
  );
  if (isAsked) return 'is being paged';
  return view.here.some((one) => one.personId === id && one.isPresent) ? 'is in the room' : null;
}

/** Without accents and case, so that "kovac" finds "Kovač". */
function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
