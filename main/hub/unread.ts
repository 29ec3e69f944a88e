import type { Person } from '../../server/protocol/identity.ts';
import type { Incident } from '../../server/protocol/incident.ts';
import type { MessageEntry, RoomEntry } from '../../server/protocol/room.ts';
import { isMentioned } from './mentioned.ts';
import type { Unread } from './room-knowledge.ts';

/** What others wrote after `mark`, and whether some of it calls this person. */
export function unreadAfter(
  mark: number,
  entries: readonly RoomEntry[],
  incident: Incident | null,
  me: Person,
): Unread {
  let count = 0;
  let mentionsMe = false;
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const entry = entries[index];
    if (!entry || entry.seq <= mark) break;
    if (entry.kind !== 'message' || entry.deletedAt !== null || isBy(entry, me)) continue;
    count += 1;
    mentionsMe ||= isMentioned(entry.mentions, incident, me);
  }
  return { count, mentionsMe };
}

function isBy({ actor }: MessageEntry, me: Person): boolean {
  return actor.kind === 'person' && actor.personId === me.id;
}
