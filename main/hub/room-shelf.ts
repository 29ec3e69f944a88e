import type { VisibleEvent } from '../../server/protocol/events.ts';
import type { Clock } from '../clock.ts';
import { KeptRoom } from './kept-room.ts';
import type { RoomFiles } from './room-file.ts';
import type { RoomChange } from './room-knowledge.ts';
import { Saver } from './saver.ts';

/** Incident → the `through` in its room's file, which holds all up to the mirror's cursor. */
export type WholeRooms = Readonly<Record<string, number>>;

export interface RoomShelfOptions {
  clock: Clock;
  files: RoomFiles;
  /** Where the mirror stands; see `Mirror`. */
  point(): { cursor: number | null; lineage: string | null };
  /** A room was looked for on disk; null: there was nothing of it. */
  onRecalled(incidentId: string, change: RoomChange | null): void;
  /** All that had changed is on disk. */
  onSaved(): void;
  warn(fields: object, message: string): void;
}

const tidyEverySaves = 100;

/** The rooms that are in memory, and their way to the disk and back. */
export class RoomShelf {
  readonly #options: RoomShelfOptions;
  readonly #rooms = new Map<string, KeptRoom>();
  readonly #recalling = new Set<string>();
  readonly #dirty = new Set<string>();
  readonly #saving = new Set<string>();
  /** Rooms with a file → the `through` that stands in it. */
  readonly #onDisk = new Map<string, number>();
  /** The same of rooms on disk only, whose files hold all up to the cursor. */
  readonly #wholeFiles: Map<string, number>;
  readonly #saver: Saver;
  #saves = 0;

  /** @param wholeRooms what `wholeRooms` said when the mirror was saved */
  constructor(options: RoomShelfOptions, wholeRooms: WholeRooms) {
    this.#options = options;
    this.#wholeFiles = new Map(Object.entries(wholeRooms));
    this.#saver = new Saver(
      options.clock,
      () => this.#save(),
      (fault) => options.warn({ reason: String(fault) }, 'a room could not be saved'),
    );
  }

  get size(): number {
    return this.#rooms.size;
  }
  /** In the order in which they were kept. */
  get ids(): Iterable<string> {
    return this.#rooms.keys();
  }

  get(incidentId: string): KeptRoom | undefined {
    return this.#rooms.get(incidentId);
  }

  /** Still being read from disk. */
  isRecalling(incidentId: string): boolean {
    return this.#recalling.has(incidentId);
  }

  /** Keeps a room from now on; what is on disk of it follows. */
  keep(incidentId: string): KeptRoom {
    const known = this.#rooms.get(incidentId);
    if (known) return known;
    const { cursor } = this.#options.point();
    const room = new KeptRoom(incidentId, cursor);
    const fileThrough = this.#wholeFiles.get(incidentId) ?? null;
    this.#wholeFiles.delete(incidentId);
    this.#rooms.set(incidentId, room);
    this.#recalling.add(incidentId);
    void this.#recall(room, { fileThrough, cursor: cursor ?? 0 });
    return room;
  }

  /** The room of an incident that opens now: there is nothing to look for. */
  begin(event: Extract<VisibleEvent, { type: 'incident.opened' }>): RoomChange {
    const room = new KeptRoom(event.incidentId, null);
    this.#rooms.set(event.incidentId, room);
    this.#recalling.delete(event.incidentId);
    return room.begin(event);
  }

  /** The room changed. */
  touch(incidentId: string): void {
    this.#dirty.add(incidentId);
    this.#saver.touch();
  }

  /** Something happened in a room that is not in memory. */
  missed(incidentId: string): void {
    this.#wholeFiles.delete(incidentId);
  }

  /** Events were skipped, in whatever rooms. */
  jump(cursor: number): void {
    this.#wholeFiles.clear();
    for (const room of this.#rooms.values()) room.jump(cursor);
  }

  /** What is known of all rooms may never have happened. */
  startOver(cursor: number): void {
    this.#wholeFiles.clear();
    for (const room of this.#rooms.values()) room.startOver(cursor);
  }

  /** Takes it out of memory, when it is on disk. */
  drop(incidentId: string): boolean {
    const room = this.#rooms.get(incidentId);
    const isBusy =
      this.#dirty.has(incidentId) ||
      this.#saving.has(incidentId) ||
      this.#recalling.has(incidentId);
    if (!room || isBusy) return false;
    const fileThrough = this.#wholeFileOf(room);
    if (fileThrough !== null) this.#wholeFiles.set(incidentId, fileThrough);
    this.#rooms.delete(incidentId);
    return true;
  }

  /** Incidents whose rooms, as they are on disk now, hold all up to the cursor. */
  wholeRooms(): WholeRooms {
    const whole = new Map(this.#wholeFiles);
    for (const room of this.#rooms.values()) {
      const fileThrough = this.#wholeFileOf(room);
      if (fileThrough !== null) whole.set(room.incidentId, fileThrough);
    }
    return Object.fromEntries(whole);
  }

  /** Resolves when all changes so far are on disk, or their fault was told. */
  async flush(): Promise<void> {
    await this.#saver.flush();
  }

  /** What stands in the file as `through`; null when the file does not hold all up to the cursor. */
  #wholeFileOf({ incidentId, isWhole, isOutdated }: KeptRoom): number | null {
    if (this.#dirty.has(incidentId) || this.#saving.has(incidentId)) return null;
    return isWhole && !isOutdated ? (this.#onDisk.get(incidentId) ?? null) : null;
  }

  async #recall(
    room: KeptRoom,
    mirrored: { fileThrough: number | null; cursor: number },
  ): Promise<void> {
    const { files, point, onRecalled, warn } = this.#options;
    const { incidentId } = room;
    const saved = await files.loadRoom(incidentId).catch((fault: unknown) => {
      warn({ reason: String(fault) }, 'a room could not be read');
      return null;
    });
    if (this.#rooms.get(incidentId) !== room || !this.#recalling.delete(incidentId)) return;
    const { cursor, lineage } = point();
    let change: RoomChange | null = null;
    if (saved) {
      this.#onDisk.set(incidentId, saved.through);
      // A file that was written since the mirror was may hold less than the one that the mirror knew.
      const isKnownFile = saved.through > 0 && saved.through === mirrored.fileThrough;
      const wholeThrough = isKnownFile ? mirrored.cursor : 0;
      change = room.restore({ ...saved, through: Math.max(saved.through, wholeThrough) });
      // Written after the mirror was, or under another history: it may tell of what never happened.
      const isDoubtful = saved.lineage !== lineage || saved.through > (cursor ?? 0);
      if (change && (isDoubtful || saved.isLacking)) room.startOver(cursor ?? 0);
    }
    onRecalled(incidentId, change);
  }

  async #save(): Promise<void> {
    const { files, point, onSaved, clock } = this.#options;
    const ids = [...this.#dirty];
    for (const incidentId of ids) {
      const room = this.#rooms.get(incidentId);
      this.#dirty.delete(incidentId);
      if (!room || room.isOutdated) continue;
      this.#saving.add(incidentId);
      try {
        const saved = room.toSaved();
        await files.saveRoom(incidentId, point().lineage, saved);
        this.#onDisk.set(incidentId, saved.through);
      } catch (fault) {
        this.#dirty.add(incidentId);
        throw fault;
      } finally {
        this.#saving.delete(incidentId);
      }
      if (this.#saves++ % tidyEverySaves === 0) await files.tidy(clock.now());
    }
    onSaved();
  }
}
