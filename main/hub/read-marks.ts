import type { Person } from '../../server/protocol/identity.ts';
import type { Incident } from '../../server/protocol/incident.ts';
import type { KeptRoom } from './kept-room.ts';
import type { Unread } from './room-knowledge.ts';
import { unreadAfter } from './unread.ts';

export interface ReadMarksOptions {
  /** Undefined for a room that is not kept here. */
  room(incidentId: string): KeptRoom | undefined;
  around(): { me: Person; incidents: ReadonlyMap<string, Incident> };
}

interface CachedUnread {
  version: number;
  incident: Incident | null;
  mark: number;
  unread: Unread;
}

const nothingUnread: Unread = { count: 0, mentionsMe: false };

/** Up to where this person has read each room, and what came after. */
export class ReadMarks {
  readonly #options: ReadMarksOptions;
  /** Before the hub says so too. */
  readonly #marks = new Map<string, number>();
  readonly #unread = new Map<string, CachedUnread>();

  constructor(options: ReadMarksOptions) {
    this.#options = options;
  }

  /** This person has seen everything up to `upTo`. False when that is known already. */
  read(incidentId: string, upTo: number): boolean {
    if (upTo <= this.#markOf(incidentId)) return false;
    this.#marks.set(incidentId, upTo);
    return true;
  }

  unreadOf(incidentId: string): Unread {
    const room = this.#options.room(incidentId);
    if (!room) return nothingUnread;
    const { me, incidents } = this.#options.around();
    const incident = incidents.get(incidentId) ?? room.incident;
    const mark = this.#markOf(incidentId);
    const known = this.#unread.get(incidentId);
    const isKnown =
      known?.version === room.version && known.incident === incident && known.mark === mark;
    if (isKnown) return known.unread;
    const unread = unreadAfter(mark, room.log.entries, incident, me);
    this.#unread.set(incidentId, { version: room.version, incident, mark, unread });
    return unread;
  }

  /** What was told here may have been about what never happened. */
  startOver(): void {
    this.#marks.clear();
  }

  /** The room is not kept any more. */
  forget(incidentId: string): void {
    this.#unread.delete(incidentId);
  }

  #markOf(incidentId: string): number {
    const { me } = this.#options.around();
    const known = this.#options.room(incidentId)?.log.reads[me.id] ?? 0;
    return Math.max(known, this.#marks.get(incidentId) ?? 0);
  }
}
