import type { WireEvent } from '../protocol/events.ts';
import { encodeEvents } from './frame.ts';
import { waitingBytes } from './back-pressure.ts';
import type { Session } from './session.ts';

export interface FanOutReport {
  sessions: number;
  events: number;
  /** Bytes handed to the operating system or its queue, over all sessions. */
  bytes: number;
}

/**
 * Writes committed events to every live session. All live sessions stand at the same `head`, so
 * none needs a cursor of its own: a session joins in the very turn in which it has reached `head`.
 */
export class FanOut {
  readonly #live = new Set<Session>();
  readonly #sessionBufferBytes: number;
  readonly #onTooSlow: (session: Session) => void;
  #head: number;
  #waiters: (() => void)[] = [];

  /** `head`: `seq` of the newest event that needs no fan-out any more. */
  constructor(head: number, sessionBufferBytes: number, onTooSlow: (session: Session) => void) {
    this.#head = head;
    this.#sessionBufferBytes = sessionBufferBytes;
    this.#onTooSlow = onTooSlow;
  }

  get head(): number {
    return this.#head;
  }

  get liveCount(): number {
    return this.#live.size;
  }

  /** Only for a session whose client has, or was sent, everything up to `head`. */
  join(session: Session): void {
    this.#live.add(session);
  }

  leave(session: Session): void {
    this.#live.delete(session);
  }

  /** Settles after the next fan-out, or when `release` is called. */
  next(): Promise<void> {
    return new Promise((resolve) => this.#waiters.push(resolve));
  }

  release(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const resolve of waiters) resolve();
  }

  /** Events must come in order of `seq`; those told before are left out. */
  deliver(committed: readonly WireEvent[]): FanOutReport {
    const events = committed.filter((event) => event.seq > this.#head);
    const last = events.at(-1);
    if (!last) return { sessions: 0, events: 0, bytes: 0 };
    this.#head = last.seq;
    const report = { sessions: 0, events: events.length, bytes: 0 };
    if (this.#live.size > 0) {
      const buffer = encodeEvents(events);
      for (const session of this.#live) {
        if (this.#canTake(session)) {
          session.raw.write(buffer);
          report.sessions += 1;
        }
      }
      report.bytes = report.sessions * buffer.length;
    }
    this.release();
    return report;
  }

  #canTake(session: Session): boolean {
    // What waits is measured before the write: one large commit alone cuts nobody off.
    if (session.phase === 'live' && waitingBytes(session) > this.#sessionBufferBytes) {
      this.#onTooSlow(session);
    }
    if (session.phase === 'live') return true;
    // After the close frame of an ended session nothing may be written.
    this.#live.delete(session);
    return false;
  }
}
