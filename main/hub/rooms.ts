import type { VisibleEvent } from '../../server/protocol/events.ts';
import type { Person } from '../../server/protocol/identity.ts';
import type { Incident } from '../../server/protocol/incident.ts';
import type { PresentPerson } from '../../server/protocol/presence.ts';
import type { Runbook } from '../../server/protocol/runbook.ts';
import type { Clock } from '../clock.ts';
import type { HubApi } from './hub-api.ts';
import type { KeptRoom } from './kept-room.ts';
import { ReadMarks } from './read-marks.ts';
import { inWords } from './refusal.ts';
import { RoomFetching } from './room-fetching.ts';
import type { RoomFiles } from './room-file.ts';
import type {
  KnownContext,
  KnownRoom,
  RoomChange,
  RoomKnowledge,
  Unread,
} from './room-knowledge.ts';
import { RoomShelf } from './room-shelf.ts';
import type { WholeRooms } from './room-shelf.ts';
import type { RunbookCache } from './runbooks.ts';
import { roomsToPrefetch } from './wanted-rooms.ts';

/** What rooms must know of the rest, now. */
export interface RoomSurroundings {
  me: Person;
  cursor: number | null;
  /** See `Mirror`. */
  lineage: string | null;
  incidents: ReadonlyMap<string, Incident>;
  isCutOff: boolean;
}

export interface RoomsOptions {
  clock: Clock;
  api: Pick<HubApi, 'getJson'>;
  files: RoomFiles;
  /** Versions of runbooks on disk. */
  runbookCache: RunbookCache;
  around(): RoomSurroundings;
  here(incidentId: string): readonly PresentPerson[];
  /** Lines of a room are new or have changed. */
  onEntries(change: RoomChange): void;
  /** Anything else that a view of a room shows may have changed. */
  onChange(): void;
  /** What `wholeRooms` says changed. */
  onSaved(): void;
  warn(fields: object, message: string): void;
}

/** Rooms in memory; more are on disk. */
const keptLimit = 200;
/** Rooms whose windows were closed last are refreshed as if they were open. */
const latelyLimit = 10;
const reconsiderMs = 500;
const cutOff = 'Cut off from the hub. What is missing here comes once it can be reached again.';

/** The rooms of this laptop: those that matter are fetched, kept up to date and kept on disk. */
export class Rooms implements RoomKnowledge {
  readonly #options: RoomsOptions;
  readonly #shelf: RoomShelf;
  readonly #fetching: RoomFetching;
  /** Rooms with a window, then those that had one lately, the last one last. */
  readonly #open = new Set<string>();
  #lately: string[] = [];
  #prefetched: string[] = [];
  readonly #marks: ReadMarks;
  #lineage: string | null;
  #isToReconsider = false;
  #reconsidering: { cancel(): void } | null = null;

  constructor(options: RoomsOptions, wholeRooms: WholeRooms) {
    const { clock, files, around, onSaved, warn } = options;
    this.#options = options;
    this.#lineage = around().lineage;
    this.#marks = new ReadMarks({ around, room: (incidentId) => this.#shelf.get(incidentId) });
    this.#fetching = new RoomFetching({
      ...options,
      rooms: () => this.#neededRooms(),
      lineage: () => this.#lineage,
      onHistory: (incidentId, change) => this.#show(incidentId, change, { isNews: true }),
    });
    this.#shelf = new RoomShelf(
      {
        ...{ clock, files, onSaved, warn, point: around },
        onRecalled: (incidentId, change) => {
          this.#show(incidentId, change, { isNews: false });
          this.#fetching.look();
        },
      },
      wholeRooms,
    );
    this.#reconsider();
  }

  /** A window of this room is open: it is kept up to date. */
  open(incidentId: string): void {
    this.#open.add(incidentId);
    this.#lately = this.#lately.filter((id) => id !== incidentId);
    this.#keep(incidentId);
    this.#fetching.look();
    this.#options.onChange();
  }

  close(incidentId: string): void {
    if (!this.#open.delete(incidentId)) return;
    this.#lately = [...this.#lately, incidentId].slice(-latelyLimit);
  }

  /** The next event that the mirror took. */
  apply(event: VisibleEvent): void {
    this.#checkLineage();
    for (const incidentId of incidentsOf(event)) this.#applyTo(incidentId, event);
    if (changesWhoIsCalled.has(event.type)) this.#reconsiderSoon();
    if (isFetchedFor.has(event.type)) this.#fetching.look();
  }

  /** The mirror was replaced by a snapshot. */
  jumped(): void {
    this.#checkLineage();
    this.#shelf.jump(this.#options.around().cursor ?? 0);
    this.#reconsiderSoon();
  }

  /** All that happened so far has come: what is missing can be fetched. */
  live(): void {
    const { cursor } = this.#options.around();
    this.#checkLineage();
    for (const id of this.#shelf.ids) {
      const room = this.#shelf.get(id);
      if (room?.isAdrift === true) room.jump(cursor ?? 0);
    }
    this.#fetching.start();
    this.#reconsider();
  }

  /** The hub cannot be asked for now. */
  cut(): void {
    this.#fetching.stop();
  }

  /** Ends what is under way; resolves when all is on disk. */
  async stop(): Promise<void> {
    this.#fetching.stop();
    this.#reconsidering?.cancel();
    await this.#shelf.flush();
  }

  /** This person has seen everything up to `upTo`. False when that is known already. */
  read(incidentId: string, upTo: number): boolean {
    if (!this.#marks.read(incidentId, upTo)) return false;
    this.#options.onChange();
    return true;
  }

  /** For the mirror's file; see `RoomShelf.wholeRooms`. */
  wholeRooms(): WholeRooms {
    return this.#shelf.wholeRooms();
  }

  of(incidentId: string): KnownRoom | null {
    const room = this.#shelf.get(incidentId);
    if (!room) return null;
    const { log, version, incident } = room;
    return { log, version, incident, ...this.#stateOf(room) };
  }

  contextOf(incidentId: string): KnownContext {
    const { items } = this.#fetching.packs.of(incidentId);
    const room = this.#shelf.get(incidentId);
    if (!room) return { items, state: 'unavailable' };
    const { state } = this.#stateOf(room);
    if (state === 'complete' && this.#fetching.hasContext(room))
      return { items, state: 'complete' };
    const isHopeless = this.#fetching.contextFailure(incidentId) !== null;
    const isCut = state === 'unavailable' || this.#options.around().isCutOff;
    return { items, state: isCut || isHopeless ? 'unavailable' : 'loading' };
  }

  runbookOf(hash: string): Runbook | 'loading' | 'missing' {
    return this.#fetching.runbookOf(hash, !this.#options.around().isCutOff);
  }

  unreadOf(incidentId: string): Unread {
    return this.#marks.unreadOf(incidentId);
  }

  here(incidentId: string): readonly PresentPerson[] {
    return this.#options.here(incidentId);
  }

  pagerOf(incidentId: string, personId: string): string | null {
    const entries = this.#shelf.get(incidentId)?.log.entries ?? [];
    for (let index = entries.length - 1; index >= 0; index -= 1) {
      const entry = entries[index];
      const isPage = entry?.kind === 'fact' && entry.type === 'person.paged';
      if (!isPage || entry.personIds?.includes(personId) !== true) continue;
      return entry.actor.kind === 'person' ? entry.actor.personId : null;
    }
    return null;
  }

  #applyTo(incidentId: string, event: VisibleEvent): void {
    const room = this.#shelf.get(incidentId);
    if (room) {
      this.#show(incidentId, room.take(event), { isNews: true });
      return;
    }
    const { me } = this.#options.around();
    const isCall = event.type === 'incident.opened' && event.called[me.side].includes(me.id);
    if (isCall && this.#shelf.size < keptLimit) {
      this.#prefetched.push(incidentId);
      this.#show(incidentId, this.#shelf.begin(event), { isNews: true });
    } else this.#shelf.missed(incidentId);
  }

  #keep(incidentId: string): void {
    if (this.#shelf.get(incidentId)) return;
    this.#shelf.keep(incidentId);
    this.#fetching.packs.recall(incidentId).then(
      () => this.#options.onChange(),
      (fault: unknown) =>
        this.#options.warn({ reason: String(fault) }, 'a context pack could not be read'),
    );
  }

  #show(incidentId: string, change: RoomChange | null, { isNews }: { isNews: boolean }): void {
    if (isNews) this.#shelf.touch(incidentId);
    const isShown = change && (change.isReset || change.isWork || change.entries.length > 0);
    if (isShown) this.#options.onEntries(change);
    this.#options.onChange();
  }

  #checkLineage(): void {
    const { lineage, cursor } = this.#options.around();
    if (lineage === this.#lineage) return;
    this.#lineage = lineage;
    this.#marks.startOver();
    this.#shelf.startOver(cursor ?? 0);
  }

  #reconsiderSoon(): void {
    this.#isToReconsider = true;
    this.#reconsidering ??= this.#options.clock.after(reconsiderMs, () => {
      this.#reconsidering = null;
      if (this.#isToReconsider) this.#reconsider();
    });
  }

  /** Keeps what matters now, and lets go of what does not. */
  #reconsider(): void {
    this.#isToReconsider = false;
    const { incidents, me } = this.#options.around();
    this.#prefetched = roomsToPrefetch(incidents.values(), me);
    for (const incidentId of this.#prefetched) this.#keep(incidentId);
    const needed = this.#needed();
    for (const incidentId of [...this.#shelf.ids]) {
      if (this.#shelf.size <= keptLimit) break;
      if (needed.has(incidentId) || !this.#shelf.drop(incidentId)) continue;
      this.#fetching.packs.forget(incidentId);
      this.#marks.forget(incidentId);
    }
    this.#fetching.look();
  }

  /** Those for which a person waits come first. */
  #needed(): Set<string> {
    return new Set([...this.#open, ...this.#prefetched, ...this.#lately]);
  }

  *#neededRooms(): Iterable<KeptRoom> {
    for (const incidentId of this.#needed()) {
      const room = this.#shelf.get(incidentId);
      if (room && !this.#shelf.isRecalling(incidentId)) yield room;
    }
  }

  #stateOf(room: KeptRoom): Pick<KnownRoom, 'state' | 'problem'> {
    const { incidentId, isWhole, isOutdated, log } = room;
    if (this.#shelf.isRecalling(incidentId)) return { state: 'loading', problem: null };
    if (isWhole && !isOutdated) return { state: 'complete', problem: null };
    const failure = this.#fetching.historyFailure(incidentId);
    if (failure) return { state: 'unavailable', problem: inWords(failure) };
    if (this.#options.around().isCutOff) return { state: 'unavailable', problem: cutOff };
    return { state: log.entries.length > 0 ? 'partial' : 'loading', problem: null };
  }
}

/** Something beside the stream belongs to it. */
const isFetchedFor: ReadonlySet<VisibleEvent['type']> = new Set([
  'context.added',
  'checklist.attached',
]);
const changesWhoIsCalled: ReadonlySet<VisibleEvent['type']> = new Set([
  'incident.opened',
  'incident.raised',
  'incident.reopened',
  'incident.resolved',
  'seat.called',
  'person.paged',
]);

function incidentsOf(event: VisibleEvent): readonly string[] {
  if ('incidentIds' in event) return event.incidentIds;
  return 'incidentId' in event ? [event.incidentId] : [];
}
