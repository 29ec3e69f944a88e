import { mkdir, open, readFile, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { AttachmentHash } from '../../server/protocol/attachment.ts';

export type AttachmentPart = 'whole' | 'thumbnail';

export interface AttachmentCacheOptions {
  folder: string;
  /** What all files together may have; those that must stay may bring it beyond. */
  limitBytes: number;
  /** How many files there may be; any number unless said. */
  limitFiles?: number;
  /** True for what cannot be had from the hub. */
  mustStay(hash: AttachmentHash): boolean;
  /** Epoch milliseconds. */
  now(): number;
}

const fileName = /^[0-9a-f]{64}(?:\.thumbnail)?$/;

/** Bytes of attachments on this laptop's disk, for their owner alone; the least recently used go first. */
export class AttachmentCache {
  readonly #options: AttachmentCacheOptions;
  /** Sizes by file name, least recently used first. */
  readonly #sizes: Map<string, number>;
  #bytes = 0;
  #count = 0;

  private constructor(options: AttachmentCacheOptions, files: readonly [string, number][]) {
    this.#options = options;
    this.#sizes = new Map(files);
    for (const [, size] of files) this.#bytes += size;
  }

  /** Looks through the folder; what was left half-written is removed. */
  static async open(options: AttachmentCacheOptions): Promise<AttachmentCache> {
    // Without it an attachment cannot be kept, and says so; everything else goes on.
    const found = await lookThrough(options.folder).catch(() => []);
    found.sort((a, b) => a.usedAt - b.usedAt);
    return new AttachmentCache(
      options,
      found.map(({ name, size }) => [name, size]),
    );
  }

  has(hash: AttachmentHash, part: AttachmentPart): boolean {
    return this.#sizes.has(nameOf(hash, part));
  }

  /** On disk when this settles. @throws the fault of the disk */
  async write(hash: AttachmentHash, part: AttachmentPart, bytes: Uint8Array): Promise<void> {
    const name = nameOf(hash, part);
    this.#count += 1;
    const temporary = this.#pathOf(`${name}.${this.#count}.part`);
    try {
      const file = await open(temporary, 'w', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, this.#pathOf(name));
    } catch (fault) {
      await rm(temporary, { force: true }).catch(() => undefined);
      throw fault;
    }
    this.#forget(name);
    this.#note(name, bytes.length);
    await this.#shrink(name);
  }

  /** Null when it is not here. */
  async read(hash: AttachmentHash, part: AttachmentPart): Promise<Buffer | null> {
    const name = nameOf(hash, part);
    const size = this.#sizes.get(name);
    if (size === undefined) return null;
    try {
      const bytes = await readFile(this.#pathOf(name));
      this.#forget(name);
      this.#note(name, bytes.length);
      const now = new Date(this.#options.now());
      await utimes(this.#pathOf(name), now, now).catch(() => undefined);
      return bytes;
    } catch {
      this.#forget(name);
      return null;
    }
  }

  async remove(hash: AttachmentHash, part: AttachmentPart): Promise<void> {
    await this.#remove(nameOf(hash, part));
  }

  async #shrink(newest: string): Promise<void> {
    const { limitBytes, limitFiles = Infinity } = this.#options;
    for (const name of [...this.#sizes.keys()]) {
      if (this.#bytes <= limitBytes && this.#sizes.size <= limitFiles) return;
      if (name !== newest && !this.#options.mustStay(name.slice(0, 64))) await this.#remove(name);
    }
  }

  async #remove(name: string): Promise<void> {
    this.#forget(name);
    await rm(this.#pathOf(name), { force: true }).catch(() => undefined);
  }

  #note(name: string, size: number): void {
    this.#sizes.set(name, size);
    this.#bytes += size;
  }

  #forget(name: string): void {
    this.#bytes -= this.#sizes.get(name) ?? 0;
    this.#sizes.delete(name);
  }

  #pathOf(name: string): string {
    return join(this.#options.folder, name);
  }
}

async function lookThrough(
  folder: string,
): Promise<{ name: string; size: number; usedAt: number }[]> {
  const found = [];
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (name.endsWith('.part')) await rm(path, { recursive: true, force: true });
    if (!fileName.test(name)) continue;
    const { size, mtimeMs } = await stat(path);
    found.push({ name, size, usedAt: mtimeMs });
  }
  return found;
}

function nameOf(hash: AttachmentHash, part: AttachmentPart): string {
  return part === 'thumbnail' ? `${hash}.thumbnail` : hash;
}
