import { Socket } from 'node:net';
import type { FastifyReply } from 'fastify';

/** A connection on which an answer does not move for this long is given up. */
const stalledMs = 30_000;

/**
 * Bounds the answers that one reader has under way, so that whoever asks and does not listen fills
 * no memory. Further requests of the same reader wait in line; nobody else's do.
 */
export class ReadLine {
  readonly #count: number;
  readonly #readers = new Map<string, { underWay: number; waiting: Set<() => void> }>();

  constructor(count: number) {
    this.#count = count;
  }

  /** Readers that have requests under way. */
  get readerCount(): number {
    return this.#readers.size;
  }

  /**
   * Settles when it is the request's turn, which lasts until its answer was sent or its connection is
   * gone. Whoever hangs up in the line never gets a turn.
   */
  async enter(reader: string, { raw }: Pick<FastifyReply, 'raw'>): Promise<void> {
    const line = this.#readers.get(reader) ?? { underWay: 0, waiting: new Set() };
    this.#readers.set(reader, line);
    let takeTurn: () => void = () => undefined;
    // From the beginning: the connection may be gone before a turn that was given is taken.
    raw.once('close', () => {
      // In a later turn of the loop: many short answers would leave nobody else any time in this one.
      if (!line.waiting.delete(takeTurn)) setImmediate(() => this.#leave(reader));
    });
    if (line.underWay < this.#count) line.underWay += 1;
    else {
      await new Promise<void>((resolve) => {
        takeTurn = resolve;
        line.waiting.add(resolve);
      });
    }
    if (raw.socket instanceof Socket) raw.setTimeout(stalledMs, () => raw.destroy());
  }

  #leave(reader: string): void {
    const line = this.#readers.get(reader);
    if (!line) return;
    const [next] = line.waiting;
    if (next) {
      line.waiting.delete(next);
      next();
    } else if ((line.underWay -= 1) === 0) this.#readers.delete(reader);
  }
}
