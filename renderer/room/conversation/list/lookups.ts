import type { RoomPerson } from '../../../../main/ipc/room-views.ts';
import type { MessageEntry, RoomEntry } from '../../../../server/protocol/room.ts';

/** Id → message. */
export function messagesById(entries: readonly RoomEntry[]): ReadonlyMap<string, MessageEntry> {
  const messages = new Map<string, MessageEntry>();
  for (const entry of entries) {
    if (entry.kind === 'message') messages.set(entry.messageId, entry);
  }
  return messages;
}

/** Id → person. */
export function peopleById(people: readonly RoomPerson[]): ReadonlyMap<string, RoomPerson> {
  return new Map(people.map((person) => [person.id, person]));
}

/** The set without the key when it was there, else with it. */
export function toggled(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const changed = new Set(set);
  if (!changed.delete(key)) changed.add(key);
  return changed;
}

export const noKeys: ReadonlySet<string> = new Set();

/** An instant of the hub as a clock tells it that is so many milliseconds behind the hub's. */
export function onClockBehind(at: string, skewMs: number): string {
  return skewMs === 0 ? at : new Date(Date.parse(at) - skewMs).toISOString();
}

/** "Ana", "Ana and Bo", "Ana, Bo and Chi". */
export function listed(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
