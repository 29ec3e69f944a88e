import { randomUUID } from 'node:crypto';
import type { ReadStream } from 'node:fs';
import { mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { AttachmentHash, StoredAttachment } from '../protocol/attachment.ts';
import {
  bytesType,
  decodeText,
  describeText,
  imageTypeOf,
  textType,
} from '../protocol/attachment-content.ts';
import { TocsinError } from '../protocol/errors.ts';
import { encodeImage } from './images.ts';
import { receive } from './receiving.ts';
import type { Received } from './receiving.ts';
import { readHead, syncFolder, writeDurably } from './files.ts';

export type AttachmentPart = 'whole' | 'thumbnail';

/** Faults of the disk that somebody can mend. */
const diskFaults = new Set([
  'ENOSPC',
  'EDQUOT',
  'EROFS',
  'EACCES',
  'EPERM',
  'EIO',
  'ENOENT',
  'EMFILE',
  'ENFILE',
  'ENOTDIR',
]);

/**
 * The hub's folder of attachments: `ab/<hash>` holds what is served under the hash of what was
 * uploaded, `ab/<hash>.thumbnail` the thumbnail of an image. Names are made of hashes alone; what a
 * sender calls a file never gets near the disk. Of an image, only what was drawn anew is kept.
 */
export class AttachmentStore {
  readonly #folder: string;
  readonly #incoming: string;
  /** What is being kept now, so that the same image is not opened twice at once. */
  readonly #keeping = new Map<AttachmentHash, Promise<StoredAttachment>>();

  private constructor(folder: string) {
    this.#folder = folder;
    this.#incoming = join(folder, 'incoming');
  }

  /**
   * Opens the folder, which belongs to this process, and sweeps away what an earlier one left half-done.
   * @throws TocsinError `data_folder_unwritable`
   */
  static async open(dataFolder: string): Promise<AttachmentStore> {
    const folder = join(dataFolder, 'attachments');
    const store = new AttachmentStore(folder);
    try {
      await mkdir(store.#incoming, { recursive: true, mode: 0o700 });
      for (const name of await readdir(store.#incoming)) {
        await rm(join(store.#incoming, name), { recursive: true, force: true });
      }
    } catch (cause) {
      throw new TocsinError('data_folder_unwritable', `(${folder})`, { cause });
    }
    return store;
  }

  /**
   * Takes in what is uploaded; it is not kept yet.
   * @throws TocsinError `attachment_too_large`, `attachment_empty`, `attachments_unwritable`
   */
  receive(stream: Readable): Promise<Received> {
    const file = join(this.#incoming, randomUUID());
    return translateFaults(() => receive(stream, file)).catch(async (fault: unknown) => {
      await rm(file, { force: true }).catch(() => undefined);
      throw fault;
    });
  }

  /** Lets go of what was received and is not to be kept, or was kept. */
  async discard({ file }: Received): Promise<void> {
    await rm(file, { force: true }).catch(() => undefined);
  }

  /**
   * Finds out what was received, and keeps it under its hash.
   * @throws TocsinError `image_unreadable`, `attachments_unwritable`
   */
  async keep(received: Received): Promise<StoredAttachment> {
    const { hash } = received;
    let keeping = this.#keeping.get(hash);
    if (!keeping) {
      keeping = translateFaults(() => this.#keep(received)).finally(() =>
        this.#keeping.delete(hash),
      );
      this.#keeping.set(hash, keeping);
    }
    return keeping;
  }

  /** Whether all parts of it are there. */
  async has({ hash, image }: StoredAttachment): Promise<boolean> {
    const parts: AttachmentPart[] = image ? ['whole', 'thumbnail'] : ['whole'];
    const sizes = parts.map((part) => stat(this.#pathOf(hash, part)).catch(() => null));
    return (await Promise.all(sizes)).every((found) => found !== null);
  }

  /** Null when it is not there. @throws TocsinError `internal` when it cannot be read */
  async read(
    hash: AttachmentHash,
    part: AttachmentPart,
  ): Promise<{ sizeBytes: number; stream: ReadStream } | null> {
    const handle = await open(this.#pathOf(hash, part)).catch((fault: unknown) => {
      if (codeOf(fault) === 'ENOENT') return null;
      throw fault;
    });
    if (!handle) return null;
    const { size } = await handle.stat();
    return { sizeBytes: size, stream: handle.createReadStream() };
  }

  async #keep(received: Received): Promise<StoredAttachment> {
    const { file, hash, sizeBytes } = received;
    const made = await mkdir(this.#folderOf(hash), { recursive: true, mode: 0o700 });
    if (made !== undefined) await syncFolder(this.#folder);
    const imageType = imageTypeOf(await readHead(file));
    if (imageType) return this.#keepImage(hash, await encodeImage(file, imageType));
    const bytes = await readFile(file);
    await this.#place(file, hash, 'whole');
    const text = decodeText(bytes);
    if (text === null) return { hash, mediaType: bytesType, sizeBytes, image: null, text: null };
    return { hash, mediaType: textType, sizeBytes, image: null, text: describeText(text) };
  }

  async #keepImage(
    hash: AttachmentHash,
    { mediaType, bytes, width, height, thumbnail }: Awaited<ReturnType<typeof encodeImage>>,
  ): Promise<StoredAttachment> {
    for (const [part, content] of [
      ['thumbnail', thumbnail],
      ['whole', bytes],
    ] as const) {
      const file = join(this.#incoming, randomUUID());
      try {
        await writeDurably(file, content);
        await this.#place(file, hash, part);
      } finally {
        await rm(file, { force: true });
      }
    }
    return { hash, mediaType, sizeBytes: bytes.length, image: { width, height }, text: null };
  }

  async #place(file: string, hash: AttachmentHash, part: AttachmentPart): Promise<void> {
    await rename(file, this.#pathOf(hash, part));
    await syncFolder(this.#folderOf(hash));
  }

  #folderOf(hash: AttachmentHash): string {
    return join(this.#folder, hash.slice(0, 2));
  }

  #pathOf(hash: AttachmentHash, part: AttachmentPart): string {
    return join(this.#folderOf(hash), part === 'thumbnail' ? `${hash}.thumbnail` : hash);
  }
}

async function translateFaults<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (fault) {
    const code = codeOf(fault);
    if (fault instanceof TocsinError || !diskFaults.has(code)) throw fault;
    throw new TocsinError('attachments_unwritable', `(${code})`, { cause: fault });
  }
}

function codeOf(fault: unknown): string {
  return fault instanceof Error && 'code' in fault ? String(fault.code) : '';
}
