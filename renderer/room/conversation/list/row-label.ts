import type { ConversationState, ListRow } from '../conversation-state.svelte.ts';
import { factLine, foldedFrom, foldInWords } from './fact-words.ts';
import { timeOfDay } from './times.ts';

/** A row in a few words, for who hears it. */
export function rowLabel(row: ListRow, conversation: ConversationState): string {
  const time = (at: string) => timeOfDay(conversation.onThisWall(at));
  if (row.kind === 'pending') return `You, ${timeOfDay(row.post.requestedAt)}, on its way`;
  if (row.kind === 'message') {
    const { actor, at } = row.entry;
    const who = actor.kind === 'person' ? conversation.nameOf(actor.personId) : '';
    return `${who}, ${time(at)}`;
  }
  const [first] = row.facts;
  if (row.facts.length >= foldedFrom || !first) return foldInWords(row.facts);
  return `${time(first.at)}, ${factLine(first, conversation.names)}`;
}
