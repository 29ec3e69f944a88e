import { TocsinError } from '../../server/protocol/errors.ts';
import type { Clock, Timer } from '../clock.ts';

export interface Fetch {
  /** What is fetched: never twice at once. */
  key: string;
  run(signal: AbortSignal): Promise<void>;
}

export interface FetchesOptions {
  clock: Clock;
  /** What is to be fetched, what matters most first. Asked again whenever one may begin. */
  wanted(): Iterable<Fetch>;
  /** A fetch failed, or another try at it begins. */
  onChange(): void;
}

interface Failure {
  error: TocsinError;
  tries: number;
  /** Epoch milliseconds. */
  notBefore: number;
}

const atOnce = 2;
const firstRetryMs = 2_000;
const longestRetryMs = 60_000;

/** Fetches what is wanted while the hub can be reached, a few things at a time. */
export class Fetches {
  readonly #options: FetchesOptions;
  readonly #running = new Set<string>();
  readonly #failures = new Map<string, Failure>();
  #abort: AbortController | null = null;
  #timer: Timer | null = null;

  constructor(options: FetchesOptions) {
    this.#options = options;
  }

  /** Why it could not be fetched at the last try; null when it was, or is being tried. */
  failureOf(key: string): TocsinError | null {
    return this.#failures.get(key)?.error ?? null;
  }

  /** The hub can be reached: whatever failed before is tried anew. */
  start(): void {
    this.stop();
    this.#abort = new AbortController();
    this.look();
  }

  /** What is under way comes to nothing. */
  stop(): void {
    this.#abort?.abort();
    this.#abort = null;
    this.#timer?.cancel();
    this.#timer = null;
    this.#running.clear();
    this.#failures.clear();
  }

  /** Something else may be wanted now. */
  look(): void {
    const abort = this.#abort;
    if (!abort || this.#running.size >= atOnce) return;
    const now = this.#options.clock.now();
    for (const fetch of this.#options.wanted()) {
      const failure = this.#failures.get(fetch.key);
      if (this.#running.has(fetch.key) || (failure && failure.notBefore > now)) continue;
      this.#begin(fetch, abort);
      if (this.#running.size >= atOnce) return;
    }
  }

  #begin({ key, run }: Fetch, abort: AbortController): void {
    this.#running.add(key);
    run(abort.signal).then(
      () => {
        if (abort.signal.aborted) return;
        this.#running.delete(key);
        if (this.#failures.delete(key)) this.#options.onChange();
        this.look();
      },
      (fault: unknown) => {
        if (abort.signal.aborted) return;
        this.#running.delete(key);
        this.#failed(key, fault instanceof TocsinError ? fault : new TocsinError('internal'));
        this.look();
      },
    );
  }

  #failed(key: string, error: TocsinError): void {
    const { clock, onChange } = this.#options;
    const tries = (this.#failures.get(key)?.tries ?? 0) + 1;
    const delayMs = error.entry.retryable
      ? Math.min(longestRetryMs, firstRetryMs * 2 ** (tries - 1))
      : Infinity;
    this.#failures.set(key, { error, tries, notBefore: clock.now() + delayMs });
    this.#sleep();
    onChange();
  }

  #sleep(): void {
    this.#timer?.cancel();
    const { clock } = this.#options;
    const now = clock.now();
    const times = [...this.#failures.values()].map(({ notBefore }) => notBefore);
    const next = Math.min(...times.filter((time) => time > now));
    if (next === Infinity) return;
    this.#timer = clock.after(next - now, () => {
      this.look();
      this.#sleep();
    });
  }
}
