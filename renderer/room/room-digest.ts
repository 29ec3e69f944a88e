import type { Actor } from '../../server/protocol/identity.ts';
import type { MessageEntry, RoomEntry } from '../../server/protocol/room.ts';

/** Somebody who was paged by name and has not answered. */
export interface OpenPage {
  personId: string;
  by: Actor;
  at: string;
}

/** What stands out of a conversation, however long it is. */
export interface RoomDigest {
  /** What was last said for others to quote; null when nothing was. */
  status: MessageEntry | null;
  /** Newest first. */
  pinned: MessageEntry[];
  /** Measures that somebody put in place, newest first. */
  stopgaps: MessageEntry[];
  openPages: OpenPage[];
}

/** Reads a room's entries once; a deleted message says nothing any more. */
export function digestOf(entries: readonly RoomEntry[]): RoomDigest {
  const digest: RoomDigest = { status: null, pinned: [], stopgaps: [], openPages: [] };
  const pages = new Map<string, OpenPage>();
  for (const entry of entries) {
    if (entry.kind === 'fact') {
      for (const personId of entry.personIds ?? []) {
        if (entry.type === 'person.paged') {
          pages.set(personId, { personId, by: entry.actor, at: entry.at });
        }
        if (entry.type === 'person.answered' || entry.type === 'seat.acknowledged') {
          pages.delete(personId);
        }
      }
      if (entry.type === 'incident.resolved') pages.clear();
    } else if (entry.deletedAt === null) {
      if (entry.messageKind === 'status') digest.status = entry;
      if (entry.messageKind === 'stopgap') digest.stopgaps.unshift(entry);
      if (entry.isPinned) digest.pinned.unshift(entry);
    }
  }
  digest.openPages = [...pages.values()];
  return digest;
}

/** The beginning of a message on one line, for where the whole of it has no room. */
export function briefOf({ text, attachments }: MessageEntry, length = 140): string {
  const line = text
    .replaceAll(/```[^\n]*\n?/g, ' ')
    .replaceAll(/[`*_>#|]+/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (line === '') return attachments.map(({ name }) => name).join(', ') || 'no text';
  const characters = [...line];
  return characters.length <= length ? line : `${characters.slice(0, length - 1).join('')}…`;
}
