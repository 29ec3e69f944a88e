import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { TocsinError } from '../protocol/errors.ts';
import { limits } from '../protocol/limits.ts';

/** Bytes that have arrived and lie in a file of their own. */
export interface Received {
  file: string;
  /** SHA-256, lower-case hex. */
  hash: string;
  sizeBytes: number;
}

/**
 * Writes a stream to a new file while it arrives. When it is refused, the stream is left where it
 * stands, neither read on nor destroyed, so that its sender can still be answered.
 * @throws TocsinError `attachment_too_large` as soon as it is, `attachment_empty`; or the fault of
 *   the stream or the disk
 */
export async function receive(stream: Readable, file: string): Promise<Received> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const handle = await open(file, 'wx', 0o600);
  const writer = new Writer(handle);
  try {
    const chunks = stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
    for await (const chunk of chunks) {
      sizeBytes += chunk.length;
      if (sizeBytes > limits.attachmentBytes) throw new TocsinError('attachment_too_large');
      hash.update(chunk);
      await writer.add(chunk);
    }
    if (sizeBytes === 0) throw new TocsinError('attachment_empty');
    await writer.end();
    await handle.sync();
  } finally {
    await writer.settled();
    await handle.close();
  }
  return { file, hash: hash.digest('hex'), sizeBytes };
}

/** Small writes cost more for each than for their bytes. */
const batchBytes = 512 * 1024;

/** Writes in batches, each while the next one gathers. */
class Writer {
  readonly #handle: FileHandle;
  #batch: Buffer[] = [];
  #bytes = 0;
  #writing: Promise<void> = Promise.resolve();

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** @throws the fault of an earlier batch */
  async add(chunk: Buffer): Promise<void> {
    this.#batch.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes >= batchBytes) await this.#flush();
  }

  async end(): Promise<void> {
    await this.#flush();
    await this.#writing;
  }

  /** Nothing is being written any more, whatever became of it. */
  async settled(): Promise<void> {
    await this.#writing.catch(() => undefined);
  }

  async #flush(): Promise<void> {
    await this.#writing;
    const batch = Buffer.concat(this.#batch);
    this.#batch = [];
    this.#bytes = 0;
    this.#writing = this.#handle.writeFile(batch);
    // Its fault is told by whoever waits for it next.
    this.#writing.catch(() => undefined);
  }
}
