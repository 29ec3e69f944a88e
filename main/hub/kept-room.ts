import type { VisibleEvent } from '../../server/protocol/events.ts';
import { foldIncident } from '../../server/protocol/fold.ts';
import type { Incident } from '../../server/protocol/incident.ts';
import type { History } from '../../server/protocol/room-api.ts';
import { RoomLog } from '../../server/protocol/room-log.ts';
import type { RoomEntry, RoomState } from '../../server/protocol/room.ts';
import type { RoomChange } from './room-knowledge.ts';

/** A room as it is written to disk. */
export interface SavedRoom {
  /** All events of the incident up to here are in it. */
  through: number;
  incident: Incident | null;
  state: RoomState;
}

/** More than come while a history is fetched; then the missing part is simply longer. */
const aheadLimit = 5_000;

/**
 * One incident's room on this laptop: what was fetched, and after it what comes live. Live events
 * that come before the gap is filled wait, so that nothing is lost, doubled or out of order.
 */
export class KeptRoom {
  readonly incidentId: string;
  /** What events go into. */
  #log: RoomLog;
  /** What is shown: another one while the room is built anew. */
  #shown: RoomLog;
  #through = 0;
  #incident: Incident | null = null;
  #contextSeq = 0;
  /** Every event after this one comes by itself. */
  #liveFrom: number;
  #ahead: VisibleEvent[] = [];
  #version = 0;
  #work: Pick<RoomLog, 'checklists' | 'stopgaps' | 'card'>;

  /** @param cursor `seq` after which live events will be given to it; null: not known yet, see `jump` */
  constructor(incidentId: string, cursor: number | null) {
    this.incidentId = incidentId;
    this.#log = this.#shown = this.#work = RoomLog.empty(incidentId);
    this.#liveFrom = cursor ?? Infinity;
  }

  /** What can be shown. */
  get log(): RoomLog {
    return this.#shown;
  }
  /** Changes with everything that happens in the room. */
  get version(): number {
    return this.#version;
  }
  get incident(): Incident | null {
    return this.#incident;
  }
  /** All events of the incident up to here are known. */
  get through(): number {
    return this.#through;
  }
  /** `seq` of the newest addition to the context pack; 0 when there was none. */
  get contextSeq(): number {
    return this.#contextSeq;
  }
  /** Nothing is missing that this laptop could have heard of. */
  get isWhole(): boolean {
    return this.#through >= this.#liveFrom;
  }
  /** Nobody has said yet which events will come by themselves. */
  get isAdrift(): boolean {
    return this.#liveFrom === Infinity;
  }
  /** Shows what may not be true any more. */
  get isOutdated(): boolean {
    return this.#shown !== this.#log;
  }

  /** The incident has just opened: there is nothing before this. */
  begin(event: Extract<VisibleEvent, { type: 'incident.opened' }>): RoomChange {
    this.#liveFrom = this.#through = event.seq - 1;
    this.#log = this.#shown = RoomLog.empty(this.incidentId);
    return this.#changed(this.#fold(event));
  }

  /** What was on disk; worth nothing once something was fetched. */
  restore({ through, incident, state }: SavedRoom): RoomChange | null {
    if (this.#through > 0) return null;
    this.#log = this.#shown = new RoomLog(state);
    this.#through = through;
    this.#incident = incident;
    this.#contextSeq = newestContext(state.entries);
    this.#catchUp();
    return this.#reset();
  }

  /** The next live event of the incident. */
  take(event: VisibleEvent): RoomChange | null {
    if (this.isWhole) return this.#changed(this.#fold(event));
    if (this.#ahead.length >= aheadLimit) {
      this.#ahead = [];
      this.#liveFrom = event.seq;
    } else this.#ahead.push(event);
    return null;
  }

  /** Events up to `cursor` were skipped: what is missing must be fetched. */
  jump(cursor: number): void {
    this.#ahead = [];
    this.#liveFrom = cursor;
  }

  /** What is known may never have happened. It shows until the room was fetched anew. */
  startOver(cursor: number): void {
    this.#log = RoomLog.empty(this.incidentId);
    if (cursor === 0 || this.#shown.entries.length === 0) this.#shown = this.#log;
    this.#through = this.#contextSeq = 0;
    this.#incident = null;
    this.jump(cursor);
    this.#version += 1;
  }

  /** The answer to a request for what came after `through`. */
  takeHistory({ events, through, incident }: History): RoomChange | null {
    const entries = events.flatMap((event) => this.#fold(event));
    this.#through = Math.max(this.#through, through);
    this.#incident = incident;
    entries.push(...this.#catchUp());
    if (!this.isOutdated) return this.#changed(entries);
    if (!this.isWhole) return null;
    this.#shown = this.#log;
    return this.#reset();
  }

  toSaved(): SavedRoom {
    const { through, incident } = this;
    return { through, incident, state: this.#log.toState() };
  }

  /** What came live while the gap was filled. */
  #catchUp(): RoomEntry[] {
    if (!this.isWhole) return [];
    const ahead = this.#ahead;
    this.#ahead = [];
    return ahead.flatMap((event) => this.#fold(event));
  }

  #fold(event: VisibleEvent): RoomEntry[] {
    if (event.seq <= this.#through) return [];
    this.#through = event.seq;
    this.#incident = foldIncident(this.#incident ?? undefined, event) ?? null;
    if (event.type === 'context.added') this.#contextSeq = event.seq;
    return this.#log.apply(event);
  }

  #changed(entries: readonly RoomEntry[]): RoomChange {
    this.#version += 1;
    const newest = new Map(entries.map((entry) => [entry.seq, entry]));
    const inOrder = [...newest.values()].sort((a, b) => a.seq - b.seq);
    const { incidentId } = this;
    return { incidentId, entries: inOrder, isReset: false, isWork: this.#takeWork() };
  }

  /** Whether what is worked on beside the conversation is another one than when this was asked last. */
  #takeWork(): boolean {
    const { checklists, stopgaps, card } = this.#shown;
    const before = this.#work;
    this.#work = { checklists, stopgaps, card };
    return before.checklists !== checklists || before.stopgaps !== stopgaps || before.card !== card;
  }

  #reset(): RoomChange {
    this.#version += 1;
    this.#takeWork();
    const { incidentId } = this;
    return { incidentId, entries: [...this.#shown.entries], isReset: true, isWork: true };
  }
}

function newestContext(entries: readonly RoomEntry[]): number {
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const entry = entries[index];
    if (entry?.kind === 'fact' && entry.type === 'context.added') return entry.seq;
  }
  return 0;
}
