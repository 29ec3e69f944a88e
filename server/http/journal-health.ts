import type { ErrorCode } from '../protocol/errors.ts';

/** How long after a failed write the hub says that it is not ready. */
const unreadyMs = 10_000;

/**
 * Whether the journal could be written when it was last tried. Known from real writes: it is time,
 * and not the next good write, that makes the hub ready again, since a hub that is not ready may get
 * no requests to write.
 */
export class JournalHealth {
  readonly #now: () => number;
  #failedAtMs = Number.NEGATIVE_INFINITY;

  /** @param now epoch ms */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Notes the code with which some request was refused. */
  note(code: ErrorCode): void {
    if (code === 'journal_unwritable') this.#failedAtMs = this.#now();
  }

  get problem(): ErrorCode | null {
    const sinceMs = this.#now() - this.#failedAtMs;
    // Below 0 the clock was set back, and may stay behind for long.
    return sinceMs >= 0 && sinceMs < unreadyMs ? 'journal_unwritable' : null;
  }
}
