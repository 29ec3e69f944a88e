import type { RoomEntry } from '../../../../server/protocol/room.ts';

/** Whether a place lies within what has arrived: the newest entries come first, then the older ones. */
export function isReachable(entries: readonly RoomEntry[], seq: number): boolean {
  const [first, last] = [entries[0], entries.at(-1)];
  if (!first || !last) return false;
  const isFromTheBeginning = first.kind === 'fact' && first.type === 'incident.opened';
  return seq <= last.seq && (isFromTheBeginning || first.seq <= seq);
}
