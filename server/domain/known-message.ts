import type { MessageEntry } from '../protocol/room.ts';

/** A message with the room that it stands in. */
export interface KnownMessage {
  incidentId: string;
  entry: MessageEntry;
}
