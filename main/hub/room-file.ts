import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ContextItem } from '../../server/protocol/context.ts';
import { Id, Seq } from '../../server/protocol/identity.ts';
import { Incident } from '../../server/protocol/incident.ts';
import { RoomState } from '../../server/protocol/room.ts';
import { readJsonFile, setAside, writeJsonFile } from './json-file.ts';
import type { SavedRoom } from './kept-room.ts';
import { oldestUnderstanding, understanding } from './understanding.ts';

const common = {
  version: z.literal(1),
  hubId: Id,
  /** See `Mirror.lineage`. */
  lineage: Id.nullable(),
  incidentId: Id,
  through: Seq,
};
const RoomFile = z.object({
  ...common,
  /** See `understanding`. */
  understanding: z.int().default(oldestUnderstanding),
  incident: Incident.nullable(),
  state: RoomState,
});
const ContextFile = z.object({ ...common, items: z.array(ContextItem) });

export interface LoadedRoom extends SavedRoom {
  lineage: string | null;
  /** An older version of the app wrote it, which skipped what this one would have kept. */
  isLacking: boolean;
}

export interface SavedContext {
  through: number;
  items: ContextItem[];
}

export interface RoomFilesOptions {
  profileFolder: string;
  hubId: string;
  onBroken(name: string, reason: string): void;
}

const fileLimit = 400;
const bytesLimit = 100 * 1024 * 1024;
const ageLimitMs = 90 * 24 * 60 * 60_000;

/** The rooms of this laptop on disk, one file each, and beside it the one of its context pack. */
export class RoomFiles {
  readonly #options: RoomFilesOptions;
  readonly #folder: string;

  constructor(options: RoomFilesOptions) {
    this.#options = options;
    this.#folder = roomsFolder(options.profileFolder);
  }

  /**
   * What was known of a room; null when there is nothing. A file that is broken or of another hub is
   * set aside.
   */
  async loadRoom(incidentId: string): Promise<LoadedRoom | null> {
    const file = await this.#read(this.#path(incidentId, 'room'), RoomFile, incidentId);
    if (file?.state.incidentId !== incidentId) return null;
    const { lineage, through, incident, state } = file;
    return { lineage, through, incident, state, isLacking: file.understanding < understanding };
  }

  async saveRoom(incidentId: string, lineage: string | null, room: SavedRoom): Promise<void> {
    const stamp = this.#stamp(incidentId, lineage);
    await this.#write(incidentId, 'room', { ...stamp, understanding, ...room });
  }

  async loadContext(
    incidentId: string,
  ): Promise<(SavedContext & { lineage: string | null }) | null> {
    return this.#read(this.#path(incidentId, 'context'), ContextFile, incidentId);
  }

  async saveContext(
    incidentId: string,
    lineage: string | null,
    context: SavedContext,
  ): Promise<void> {
    await this.#write(incidentId, 'context', { ...this.#stamp(incidentId, lineage), ...context });
  }

  /** Deletes the files that nobody has needed for the longest time, beyond what may be kept. */
  async tidy(nowMs: number): Promise<void> {
    const names = await readdir(this.#folder).catch((): string[] => []);
    const files = [];
    for (const name of names) {
      const path = join(this.#folder, name);
      const known = await stat(path).catch(() => null);
      if (known?.isFile()) files.push({ path, bytes: known.size, changedMs: known.mtimeMs });
    }
    files.sort((a, b) => b.changedMs - a.changedMs);
    let bytes = 0;
    for (const [index, file] of files.entries()) {
      bytes += file.bytes;
      const isOld = nowMs - file.changedMs > ageLimitMs;
      if (index >= fileLimit || bytes > bytesLimit || isOld) await rm(file.path, { force: true });
    }
  }

  async #read<T extends { hubId: string; incidentId: string }>(
    path: string,
    schema: z.ZodType<T>,
    incidentId: string,
  ): Promise<T | null> {
    const { hubId, onBroken } = this.#options;
    const file = await readJsonFile(path, schema);
    if (file.status === 'broken') onBroken('room', file.reason);
    if (file.status !== 'read') return null;
    if (file.value.hubId === hubId && file.value.incidentId === incidentId) return file.value;
    await setAside(path);
    onBroken('room', 'of another hub or incident');
    return null;
  }

  async #write(incidentId: string, kind: 'room' | 'context', value: object): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await writeJsonFile(this.#path(incidentId, kind), value, { isDurable: false });
  }

  #stamp(incidentId: string, lineage: string | null) {
    return { version: 1, hubId: this.#options.hubId, lineage, incidentId };
  }

  #path(incidentId: string, kind: 'room' | 'context'): string {
    const ending = kind === 'room' ? 'json' : 'context.json';
    return join(this.#folder, `${fileNameOf(incidentId)}.${ending}`);
  }
}

export function roomsFolder(profileFolder: string): string {
  return join(profileFolder, 'rooms');
}

/** An id comes from the hub: only one that is a harmless name on every system is used as it is. */
function fileNameOf(incidentId: string): string {
  if (/^[a-z0-9-]{8,64}$/.test(incidentId)) return incidentId;
  return `id-${createHash('sha256').update(incidentId).digest('hex')}`;
}
