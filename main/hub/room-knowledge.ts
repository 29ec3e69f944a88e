import type { ContextItem } from '../../server/protocol/context.ts';
import type { Incident } from '../../server/protocol/incident.ts';
import type { PresentPerson } from '../../server/protocol/presence.ts';
import type { RoomEntry } from '../../server/protocol/room.ts';
import type { RoomLog } from '../../server/protocol/room-log.ts';
import type { Runbook } from '../../server/protocol/runbook.ts';

/** What this laptop has of a room now. */
export interface KnownRoom {
  log: RoomLog;
  /** Changes with everything that happens in the room. */
  version: number;
  /** As the hub last told it; null while only the mirror can know. */
  incident: Incident | null;
  /** See `history` of `RoomView`. */
  state: 'loading' | 'partial' | 'complete' | 'unavailable';
  /** For `unavailable`: what to do, in words. */
  problem: string | null;
}

export interface KnownContext {
  /** In the order in which they came. A new list with each change. */
  items: readonly ContextItem[];
  /** `loading` also while newer items than these are on their way. */
  state: 'loading' | 'complete' | 'unavailable';
}

export interface Unread {
  /** Messages by others after this person's read mark. */
  count: number;
  mentionsMe: boolean;
}

export interface RoomChange {
  incidentId: string;
  /** In order of `seq`. */
  entries: readonly RoomEntry[];
  /** These are all there is. */
  isReset: boolean;
  /** Its checklists, its stopgaps or its card changed. */
  isWork: boolean;
}

/** What the views may ask about rooms. */
export interface RoomKnowledge {
  /** Null for a room that is not kept here. */
  of(incidentId: string): KnownRoom | null;
  contextOf(incidentId: string): KnownContext;
  /** `missing`: it cannot be had now. */
  runbookOf(hash: string): Runbook | 'loading' | 'missing';
  /** Nothing for a room that is not kept here. */
  unreadOf(incidentId: string): Unread;
  /** Who has the room open now; empty while cut off. */
  here(incidentId: string): readonly PresentPerson[];
  /** Id of the person who last called this one by name; null when that is not known here. */
  pagerOf(incidentId: string, personId: string): string | null;
}

const nothingUnread: Unread = { count: 0, mentionsMe: false };
const noContext: KnownContext = { items: [], state: 'unavailable' };

/** Of a laptop that has not joined. */
export const noRooms: RoomKnowledge = {
  of: () => null,
  contextOf: () => noContext,
  runbookOf: () => 'missing',
  unreadOf: () => nothingUnread,
  here: () => [],
  pagerOf: () => null,
};
