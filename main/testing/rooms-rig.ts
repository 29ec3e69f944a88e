import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import { TocsinError } from '../../server/protocol/errors.ts';
import type { VisibleEvent, WireEvent } from '../../server/protocol/events.ts';
import { foldIncident } from '../../server/protocol/fold.ts';
import type { Incident } from '../../server/protocol/incident.ts';
import { RoomLog } from '../../server/protocol/room-log.ts';
import type { RoomEntry, RoomState } from '../../server/protocol/room.ts';
import { Mirror } from '../hub/mirror.ts';
import type { MirrorState } from '../hub/mirror.ts';
import { RoomFiles } from '../hub/room-file.ts';
import type { WholeRooms } from '../hub/room-shelf.ts';
import { Rooms } from '../hub/rooms.ts';
import { ana, raj } from './factory.ts';
import { ManualClock } from './manual-clock.ts';
import { MemoryRunbooks } from './memory-runbooks.ts';

interface Asked {
  path: string;
  query: Record<string, unknown>;
  answer: (value: unknown) => void;
  fail: (error: TocsinError) => void;
  signal: AbortSignal | undefined;
}

const pageSize = 3;

/** A hub that is a list of events, and the rooms of Ana's laptop beside its mirror. */
export class RoomsRig {
  clock = new ManualClock();
  /** The profile of the app that runs now. */
  folder: string;
  readonly #root: string;
  #starts = 0;
  /** What the hub remembers. */
  journal: WireEvent[] = [];
  epoch = 'e1';
  /** Requests that wait for `answer`. */
  asked: Asked[] = [];
  /** What the window of each room shows: pushes merged by `seq`. */
  readonly shown = new Map<string, Map<number, RoomEntry>>();
  readonly warnings: string[] = [];
  /** What the hub answers when it is asked for a version of a runbook. */
  runbookAnswer: unknown = null;
  /** Versions of runbooks on this laptop's disk. */
  readonly runbooks = new MemoryRunbooks();
  mirror = new Mirror();
  rooms: Rooms;
  isLinked = false;
  /** The session is live once the cursor is here. */
  #liveAt: number | null = null;
  #saved: { mirror: MirrorState; wholeRooms: WholeRooms } | null = null;

  private constructor(root: string) {
    this.#root = root;
    this.folder = join(root, 'profile-0');
    this.rooms = this.#makeRooms({});
  }

  static async make(): Promise<RoomsRig> {
    return new RoomsRig(await mkdtemp(join(tmpdir(), 'tocsin-rooms-')));
  }

  get head(): number {
    return this.journal.length;
  }

  /** Something happens on the hub. */
  happens(make: (seq: number) => WireEvent): void {
    this.journal.push(make(this.head + 1));
  }

  /** The next event arrives, if there is one; all do with `deliverAll`. */
  deliver(): boolean {
    const next = this.isLinked ? this.journal[this.mirror.cursor ?? 0] : undefined;
    if (!next || this.mirror.apply(next) !== 'applied') return false;
    if (next.type !== 'withheld') this.rooms.apply(next);
    this.#goLive();
    return true;
  }

  deliverAll(): void {
    while (this.deliver());
  }

  cut(): void {
    this.isLinked = false;
    this.#liveAt = null;
    this.rooms.cut();
    this.asked = [];
  }

  /** A session begins: what was missed follows, or all at once. */
  link(resume: 'replay' | 'snapshot' = 'replay'): void {
    const { cursor, epoch } = this.mirror;
    const isForeign = epoch !== null && epoch !== this.epoch;
    this.mirror.begin('h1', this.epoch);
    if (isForeign || (cursor ?? 0) > this.head || resume === 'snapshot') {
      const incidents = this.#incidents();
      const rest = { people: [ana, raj], devices: [], alerts: [], stopgaps: [], cards: [] };
      const seq = this.head;
      this.mirror.takePart({ type: 'snapshot', seq, part: 0, last: true, incidents, ...rest });
      this.rooms.jumped();
    }
    this.isLinked = true;
    this.#liveAt = this.head;
    this.mirror.reach(this.head);
    this.#goLive();
  }

  /** The hub comes back with an older journal. */
  restore(length: number): void {
    this.cut();
    this.journal = this.journal.slice(0, length);
    this.epoch = `e${Number(this.epoch.slice(1)) + 1}`;
  }

  /** Answers the request that came first with what the hub knows now. */
  answer(): boolean {
    const asked = this.asked.shift();
    if (!asked) return false;
    const incidentId = decodeURIComponent(asked.path.split('/')[3] ?? '');
    const incident = this.#incidents().find(({ id }) => id === incidentId);
    if (asked.path.startsWith('/api/runbooks/')) asked.answer(this.runbookAnswer);
    else if (asked.path.endsWith('/context')) asked.answer({ items: [], through: this.head });
    else if (!incident) asked.fail(new TocsinError('incident_unknown'));
    else asked.answer(this.#page(incident, Number(asked.query['after'])));
    return true;
  }

  /** Saves as the client does at its end. */
  async save(): Promise<void> {
    await this.rooms.stop();
    this.#saved = { mirror: this.mirror.toState(), wholeRooms: this.rooms.wholeRooms() };
  }

  /** The app starts again with what was saved last; windows and all that was to come are gone. */
  async start(): Promise<void> {
    this.cut();
    const before = this.folder;
    this.#starts += 1;
    // Whatever the app before is still writing must not reach the one that comes after it.
    this.folder = join(this.#root, `profile-${this.#starts}`);
    await cp(before, this.folder, { recursive: true }).catch(() => undefined);
    this.clock = new ManualClock(this.clock.now());
    this.shown.clear();
    this.mirror = new Mirror(this.#saved?.mirror);
    this.rooms = this.#makeRooms(this.#saved?.wholeRooms ?? {});
  }

  /** The room as it must be at the end. */
  truth(incidentId: string): RoomState {
    const log = RoomLog.empty(incidentId);
    for (const event of this.#visible()) log.apply(event);
    return log.toState();
  }

  entriesShown(incidentId: string): RoomEntry[] {
    return [...(this.shown.get(incidentId)?.values() ?? [])].sort((a, b) => a.seq - b.seq);
  }

  async remove(): Promise<void> {
    await this.rooms.stop();
    // A file that is being written may still come meanwhile.
    await rm(this.#root, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
  }

  #goLive(): void {
    if (this.#liveAt === null || (this.mirror.cursor ?? 0) < this.#liveAt) return;
    this.#liveAt = null;
    this.rooms.live();
  }

  #page(incident: Incident, after: number): unknown {
    const own = this.#visible().filter((event) => event.seq > after && isOf(event, incident.id));
    const events = own.slice(0, pageSize);
    const hasMore = own.length > pageSize;
    return { incident, events, hasMore, through: hasMore ? events.at(-1)?.seq : this.head };
  }

  #visible(): VisibleEvent[] {
    return this.journal.filter((event) => event.type !== 'withheld');
  }

  #incidents(): Incident[] {
    const found = new Map<string, Incident>();
    for (const event of this.#visible()) {
      if (!('incidentId' in event)) continue;
      const incident = foldIncident(found.get(event.incidentId), event);
      if (incident) found.set(incident.id, incident);
    }
    return [...found.values()];
  }

  #makeRooms(wholeRooms: WholeRooms): Rooms {
    const onBroken = (name: string, reason: string): void =>
      void this.warnings.push(`${name} ${reason}`);
    return new Rooms(
      {
        clock: this.clock,
        api: { getJson: (path, query, schema, signal) => this.#ask(path, query, schema, signal) },
        runbookCache: this.runbooks,
        files: new RoomFiles({ profileFolder: this.folder, hubId: 'h1', onBroken }),
        around: () => {
          const { cursor, lineage, incidents } = this.mirror;
          return { me: ana, cursor, lineage, incidents, isCutOff: !this.isLinked };
        },
        here: () => [],
        onEntries: ({ incidentId, entries, isReset }) => {
          const known = (!isReset && this.shown.get(incidentId)) || new Map<number, RoomEntry>();
          for (const entry of entries) known.set(entry.seq, entry);
          this.shown.set(incidentId, known);
        },
        onChange: () => undefined,
        onSaved: () => undefined,
        warn: (_fields, message) => void this.warnings.push(message),
      },
      wholeRooms,
    );
  }

  #ask<T>(
    path: string,
    query: Record<string, unknown>,
    schema: z.ZodType<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const answer = (value: unknown): void => resolve(schema.parse(value));
      this.asked.push({ path, query, answer, fail: reject, signal });
      signal?.addEventListener('abort', () => reject(new Error('aborted')));
    });
  }
}

function isOf(event: VisibleEvent, incidentId: string): boolean {
  if (event.type === 'page.receipts') return event.incidentIds.includes(incidentId);
  return 'incidentId' in event && event.incidentId === incidentId;
}

/** What people do in a room, as the hub would write it down. */
export const happenings = {
  posted:
    (incidentId: string, messageId: string, change: { text?: string; people?: string[] } = {}) =>
    (seq: number): VisibleEvent => ({
      ...{ ...base(seq), type: 'message.posted', incidentId, messageId, kind: 'message' },
      ...{ text: change.text ?? `text of ${seq}`, replyTo: null, attachments: [] },
      mentions: { people: change.people ?? [], sides: [] },
    }),
  edited:
    (incidentId: string, messageId: string) =>
    (seq: number): VisibleEvent => ({
      ...{ ...base(seq), type: 'message.edited', incidentId, messageId },
      ...{ text: `edited at ${seq}`, mentions: { people: [], sides: [] } },
    }),
  reacted:
    (incidentId: string, messageId: string, isOn: boolean) =>
    (seq: number): VisibleEvent => ({
      ...{ ...base(seq), type: 'message.reacted', incidentId, messageId },
      ...{ personId: 'raj', reaction: 'agree', isOn },
    }),
  read:
    (incidentId: string, personId: string, upTo: number) =>
    (seq: number): VisibleEvent => ({
      ...base(seq),
      ...{ type: 'room.read', incidentId, personId, upTo },
    }),
  contextAdded:
    (incidentId: string) =>
    (seq: number): VisibleEvent => ({
      ...{ ...base(seq), type: 'context.added', incidentId },
      item: { id: `c${seq}`, kind: 'note', title: 'A note', sizeBytes: 10 },
    }),
  withheld: (seq: number): WireEvent => ({ seq, type: 'withheld' }),
};

function base(seq: number) {
  const actor = { kind: 'person', personId: 'raj', deviceId: null } as const;
  return { seq, at: '2026-10-03T01:13:00.000Z', actor };
}
