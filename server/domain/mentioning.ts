import { findMentions } from '../protocol/mentions.ts';
import type { Mentions } from '../protocol/message.ts';
import type { Person } from '../protocol/identity.ts';

/** Whom a text calls by name: each once, in the order in which they occur. */
export function mentionsIn(text: string, people: readonly Person[]): Mentions {
  const targets = findMentions(text, people).map(({ target }) => target);
  const personIds = targets.flatMap((one) => (one.kind === 'person' ? [one.personId] : []));
  const sides = targets.flatMap((one) => (one.kind === 'side' ? [one.side] : []));
  return { people: [...new Set(personIds)], sides: [...new Set(sides)] };
}
