import { setImmediate } from 'node:timers/promises';
import type { Desk } from '../desk/contract.ts';
import { encodeSnapshot } from './snapshot-parts.ts';

export interface EncodedSnapshot {
  seq: number;
  frames: Buffer[];
}

/** So many events later a shelved snapshot is still worth sending: the rest is replayed after it. */
const reuseEvents = 200;

/**
 * Holds the last encoded snapshot for a while, so that many devices that come at once share one
 * read of the journal and one encoding.
 */
export class SnapshotShelf {
  readonly #desk: Desk;
  readonly #partBytes: number;
  #current: Promise<EncodedSnapshot> | null = null;
  #seq: number | null = null;
  #wasTaken = false;

  constructor(desk: Desk, partBytes: number) {
    this.#desk = desk;
    this.#partBytes = partBytes;
  }

  take(): Promise<EncodedSnapshot> {
    this.#wasTaken = true;
    const isStale = this.#seq !== null && this.#desk.head() - this.#seq > reuseEvents;
    if (!this.#current || isStale) {
      this.#seq = null;
      const current = this.#encode();
      this.#current = current;
      current.then(
        ({ seq }) => {
          if (this.#current === current) this.#seq = seq;
        },
        () => {
          if (this.#current === current) this.#clear();
        },
      );
    }
    return this.#current;
  }

  /** Lets go of a snapshot that nobody took since the last time this was called. */
  age(): void {
    if (this.#seq === null) return;
    if (this.#wasTaken) this.#wasTaken = false;
    else this.#clear();
  }

  #clear(): void {
    this.#current = null;
    this.#seq = null;
  }

  async #encode(): Promise<EncodedSnapshot> {
    const snapshot = await this.#desk.readSnapshot();
    const frames: Buffer[] = [];
    for (const frame of encodeSnapshot(snapshot, this.#partBytes)) {
      frames.push(frame);
      await setImmediate();
    }
    return { seq: snapshot.seq, frames };
  }
}
