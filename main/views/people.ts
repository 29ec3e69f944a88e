import type { Person } from '../../server/protocol/identity.ts';
import type { PersonView } from '../ipc/views.ts';

/** "AK" of "Ana Kovač", "RA" of "Raj". */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/[\s._-]+/)
    .filter((word) => word !== '');
  const [first = '?', last] = [words[0], words.length > 1 ? words.at(-1) : undefined];
  const letters = last === undefined ? [...first].slice(0, 2) : [[...first][0], [...last][0]];
  return letters.join('').toLocaleUpperCase('en');
}

/** Somebody whom this laptop does not know yet still has a place on the screen. */
export function personView(
  personId: string,
  people: ReadonlyMap<string, Person>,
  meId: string | null,
): PersonView {
  const name = people.get(personId)?.name ?? 'Somebody';
  return { id: personId, name, initials: initialsOf(name), isMe: personId === meId };
}
