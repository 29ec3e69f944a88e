import type { Guesses } from './nearest-name.ts';
import { error } from './remark.ts';
import type { Remark } from './remark.ts';
import type { Sketch } from './sketch.ts';

/** A person must be one of the config. */
export function checkPerson(
  path: PropertyKey[],
  person: string,
  people: Sketch['people'],
  guesses: Guesses,
): Remark[] {
  if (person === '' || Object.hasOwn(people, person)) return [];
  const remedy = guesses.for(person, people, 'Name an id of `people`, or add this person there.');
  return [error(path, `There is no person "${person}" in \`people\`.`, remedy)];
}
