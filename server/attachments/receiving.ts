import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
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
  try {
    const chunks = stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>;
    for await (const chunk of chunks) {
      sizeBytes += chunk.length;
      if (sizeBytes > limits.attachmentBytes) throw new TocsinError('attachment_too_large');
      hash.update(chunk);
      await writeAll(handle, chunk);
    }
    if (sizeBytes === 0) throw new TocsinError('attachment_empty');
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { file, hash: hash.digest('hex'), sizeBytes };
}

async function writeAll(
  handle: { write(bytes: Uint8Array): Promise<{ bytesWritten: number }> },
  bytes: Uint8Array,
): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(bytes.subarray(written));
    written += bytesWritten;
  }
}
