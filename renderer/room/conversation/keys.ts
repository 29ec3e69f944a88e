import { type KeyPress, shortcutLetter } from '../../design/keys.ts';
import { type Filter, filters } from './list/rows.ts';

export type ConversationKey =
  { kind: 'filter'; filter: Filter } | { kind: 'first-unread' | 'latest' | 'write' | 'command' };

/** What a key does in a conversation while nothing is being written; null when nothing. */
export function conversationKeyOf(press: KeyPress): ConversationKey | null {
  if (press.ctrlKey || press.altKey || press.metaKey || press.repeat) return null;
  if (press.key === '/') return { kind: 'command' };
  const filter = filters[Number(/^[123]$/.exec(press.key)?.[0] ?? 0) - 1];
  if (filter !== undefined) return { kind: 'filter', filter };
  const letter = press.shiftKey ? null : shortcutLetter(press);
  if (letter === 'N') return { kind: 'first-unread' };
  if (letter === 'L') return { kind: 'latest' };
  return letter === 'C' ? { kind: 'write' } : null;
}

/** The same for the reader. */
export const conversationKeys: readonly { keys: readonly string[]; does: string }[] = [
  { keys: ['C'], does: 'Write a message' },
  { keys: ['/'], does: 'Give a command' },
  { keys: ['N'], does: 'First message you have not seen' },
  { keys: ['L'], does: 'Latest message' },
  { keys: ['1', '2', '3'], does: 'All, conversation, milestones' },
  { keys: ['↑', '↓'], does: 'From message to message' },
  { keys: ['Enter'], does: 'On a message: what can be done with it' },
  { keys: ['Enter', 'Ctrl+Enter'], does: 'While writing: send; also what begins with /' },
  { keys: ['Shift+Enter'], does: 'While writing: a new line' },
  { keys: ['↑'], does: 'While nothing is written: edit your last message' },
];
