import type { Actor, Person, Side } from '../../server/protocol/identity.ts';

/** A side as it is said inside a sentence. */
export function sideInWords(side: Side): string {
  return side === 'sre' ? 'SRE' : 'developer';
}

/** "Raj" of "Raj Patel"; somebody who is not known here is still somebody. */
export function firstName(personId: string | null, people: ReadonlyMap<string, Person>): string {
  const name = personId === null ? undefined : people.get(personId)?.name;
  return name?.trim().split(/\s+/)[0] ?? 'somebody';
}

/** The same at the beginning of a sentence: "Raj", "Somebody". */
export function firstNameAtStart(
  personId: string | null,
  people: ReadonlyMap<string, Person>,
): string {
  const name = firstName(personId, people);
  return name === 'somebody' ? 'Somebody' : name;
}

/** Who resolved it: "Raj", "Alertmanager quick-start", "its time ran out". */
export function resolverInWords(actor: Actor | null, people: ReadonlyMap<string, Person>): string {
  if (actor?.kind === 'person') return firstName(actor.personId, people);
  if (actor?.kind === 'sender') return actor.integration;
  return 'its time ran out';
}
