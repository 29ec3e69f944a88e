import type { IncidentExport } from '../../protocol/incident-export.ts';
import type { MessageEntry, RoomEntry } from '../../protocol/room.ts';
import type { TimelineNames } from '../../protocol/timeline-words.ts';
import { shortened } from './markdown-text.ts';
import { utc } from './markdown-times.ts';

/** The messages of a room by their ids. */
export function messagesOf(entries: readonly RoomEntry[]): Map<string, MessageEntry> {
  return new Map(
    entries.flatMap((entry) => (entry.kind === 'message' ? [[entry.messageId, entry]] : [])),
  );
}

/** How an export names people, messages and stopgaps. */
export function namesOf(
  { people, stopgaps }: Pick<IncidentExport, 'people' | 'stopgaps'>,
  messages: ReadonlyMap<string, MessageEntry>,
): TimelineNames {
  const byId = new Map(people.map(({ id, name }) => [id, name]));
  return {
    person: (personId) => byId.get(personId) ?? personId,
    time: utc,
    message: (messageId) => {
      const message = messages.get(messageId);
      return message === undefined || message.deletedAt !== null ? null : shortened(message.text);
    },
    stopgap: (stopgapId) => {
      const stopgap = stopgaps.find(({ id }) => id === stopgapId);
      return stopgap ? shortened(stopgap.what) : null;
    },
  };
}
