import type { RunbookCache } from '../hub/runbooks.ts';

/** A disk with versions of runbooks. */
export class MemoryRunbooks implements RunbookCache {
  readonly files = new Map<string, Buffer>();

  has(hash: string): boolean {
    return this.files.has(hash);
  }

  read(hash: string): Promise<Buffer | null> {
    return Promise.resolve(this.files.get(hash) ?? null);
  }

  write(hash: string, _part: 'whole' | 'thumbnail', bytes: Uint8Array): Promise<void> {
    this.files.set(hash, Buffer.from(bytes));
    return Promise.resolve();
  }

  remove(hash: string): Promise<void> {
    this.files.delete(hash);
    return Promise.resolve();
  }
}
