import { join } from 'node:path';
import { z } from 'zod';
import { Command, WireError } from '../../server/protocol/commands.ts';
import { Actor, Id, Instant, Seq } from '../../server/protocol/identity.ts';
import { readJsonFile, setAside, writeJsonFile } from './json-file.ts';
import type { OutboxEntry } from './outbox.ts';

const Entry = z.object({
  id: z.uuid(),
  command: Command,
  requestedAt: z.number(),
  state: z.enum(['waiting', 'uploading', 'sent', 'answered', 'refused', 'superseded']),
  seq: Seq.nullable(),
  error: WireError.nullable(),
  /** Files of the first versions have none. */
  instead: z.object({ actor: Actor, at: Instant }).nullable().default(null),
});
const OutboxFile = z.object({ version: z.literal(1), hubId: Id, entries: z.array(Entry) });

/** The commands without an answer when the app last ran; those of another hub are set aside. */
export async function loadOutbox(
  profileFolder: string,
  hubId: string,
  onBroken: (reason: string) => void,
): Promise<OutboxEntry[]> {
  const path = pathIn(profileFolder);
  const file = await readJsonFile(path, OutboxFile);
  if (file.status === 'broken') onBroken(file.reason);
  if (file.status !== 'read') return [];
  if (file.value.hubId === hubId) return file.value.entries;
  await setAside(path);
  onBroken('of another hub');
  return [];
}

/** Writes one after the other; when several wait, only the newest is written. */
export class OutboxFileWriter {
  readonly #path: string;
  readonly #hubId: string;
  #running: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;
  #entries: readonly OutboxEntry[] = [];

  constructor(profileFolder: string, hubId: string) {
    this.#path = pathIn(profileFolder);
    this.#hubId = hubId;
  }

  /** Resolves when these entries, or newer ones, are on disk. */
  save(entries: readonly OutboxEntry[]): Promise<void> {
    this.#entries = entries;
    this.#next ??= this.#running
      .catch(() => undefined)
      .then(() => {
        this.#next = null;
        return writeJsonFile(this.#path, {
          version: 1,
          hubId: this.#hubId,
          entries: this.#entries,
        });
      });
    this.#running = this.#next;
    return this.#next;
  }
}

function pathIn(profileFolder: string): string {
  return join(profileFolder, 'outbox.json');
}
