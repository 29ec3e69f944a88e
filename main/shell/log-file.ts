import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * A log file that stays small: when it is full it becomes `<file>.1`, over the one before. Writes
 * are synchronous, so that the last words before a crash are there.
 */
export class LogFile {
  readonly #file: string;
  readonly #maxBytes: number;
  #descriptor: number;
  #bytes: number;

  constructor(file: string, maxBytes: number) {
    this.#file = file;
    this.#maxBytes = maxBytes;
    mkdirSync(dirname(file), { recursive: true });
    this.#descriptor = openSync(file, 'a', 0o600);
    this.#bytes = fstatSync(this.#descriptor).size;
  }

  /** Never throws: a full disk must not stop an alarm. */
  write(line: string): void {
    try {
      if (this.#bytes >= this.#maxBytes) this.#startAnew();
      this.#bytes += writeSync(this.#descriptor, line);
    } catch {
      // There is no better place to say it.
    }
  }

  #startAnew(): void {
    closeSync(this.#descriptor);
    renameSync(this.#file, `${this.#file}.1`);
    this.#descriptor = openSync(this.#file, 'a', 0o600);
    this.#bytes = 0;
  }
}
