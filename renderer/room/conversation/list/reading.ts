import type { RoomEntry } from '../../../../server/protocol/room.ts';
import { lastEntryOf, type Row } from './rows.ts';

/** Somebody else's doing that the reader has not seen. */
export function isNews(entry: RoomEntry, readUpTo: number, myId: string | null): boolean {
  if (entry.seq <= readUpTo) return false;
  return entry.actor.kind !== 'person' || entry.actor.personId !== myId;
}

/**
 * The row above which "New since you looked" stands: the first with news after `readUpTo`. -1 when there
 * is none, or when nothing was ever read: then all is new and nothing needs a line.
 */
export function firstUnreadRow(
  rows: readonly Row[],
  readUpTo: number,
  myId: string | null,
): number {
  if (readUpTo === 0) return -1;
  let first = -1;
  for (let index = rows.length - 1; index >= 0; index -= 1) {
    const row = rows[index] as Row;
    if (lastEntryOf(row).seq <= readUpTo) break;
    if (isNews(lastEntryOf(row), readUpTo, myId)) first = index;
  }
  return first;
}

/** Messages of others after a place: how many are new below what is in sight. */
export function newMessagesAfter(
  entries: readonly RoomEntry[],
  seq: number,
  myId: string | null,
): number {
  let count = 0;
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const entry = entries[index] as RoomEntry;
    if (entry.seq <= seq) break;
    if (entry.kind === 'message' && isNews(entry, seq, myId)) count += 1;
  }
  return count;
}

/**
 * Row → who has read up to it and no further. Only messages count, and nobody is said to have seen what
 * they wrote themselves.
 */
export function seenBy(
  rows: readonly Row[],
  reads: Readonly<Record<string, number>>,
  myId: string | null,
): Map<string, string[]> {
  const seen = new Map<string, string[]>();
  for (const [personId, upTo] of Object.entries(reads)) {
    if (personId === myId) continue;
    const row = lastMessageUpTo(rows, upTo);
    if (row === null) continue;
    const { actor } = row.entry;
    if (actor.kind === 'person' && actor.personId === personId) continue;
    seen.set(row.key, [...(seen.get(row.key) ?? []), personId]);
  }
  return seen;
}

function lastMessageUpTo(rows: readonly Row[], seq: number) {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lastEntryOf(rows[middle] as Row).seq <= seq) low = middle + 1;
    else high = middle;
  }
  for (let index = low - 1; index >= 0; index -= 1) {
    const row = rows[index] as Row;
    if (row.kind === 'message') return row;
  }
  return null;
}
