/** What a cycle of the engine goes through. */
export interface EngineWork {
  /** Does all that is due. */
  runDue(): Promise<unknown>;
  /** What should not be, in words, after it was made up for. */
  auditEngine(): Promise<readonly string[]>;
}

export interface EngineOptions {
  work: EngineWork;
  clock: { after(delayMs: number, callback: () => void): () => void };
  /** Told after each cycle; null: it was whole, and found nothing. */
  onCycle: (problem: string | null) => void;
  /** How long a cycle may take. Default: 10 s. */
  longestMs?: number;
}

/** How often the engine proves itself by itself. */
const everyMs = 60_000;

/** How long a cycle that is under way may take to end when the hub stops. */
const graceMs = 2_000;

/** Between the beginnings of two cycles, however many ask for one. */
const shortestPauseMs = 500;

/**
 * Proves now and then, and whenever somebody asks, that the engine works: a whole cycle does all that is
 * due and then looks whether every open page has a next step or has ended.
 */
export class Engine {
  readonly #options: EngineOptions;
  readonly #longestMs: number;
  #running: Promise<string | null> | null = null;
  #next: Promise<string | null> | null = null;
  #lastBeganMs = -Infinity;
  #isStopped = false;
  #cancel: (() => void) | null = null;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#longestMs = options.longestMs ?? 10_000;
  }

  /** Proves itself each minute; returns how to stop, which resolves when no cycle is under way. */
  start(): () => Promise<void> {
    const again = () => {
      if (this.#isStopped) return;
      this.#cancel = this.#options.clock.after(everyMs, again);
      void this.prove();
    };
    this.#cancel = this.#options.clock.after(everyMs, again);
    return async () => {
      this.#isStopped = true;
      this.#cancel?.();
      const patience = new Promise((resolve) => setTimeout(resolve, graceMs).unref());
      await Promise.race([this.#running, patience]);
    };
  }

  /**
   * What is wrong after a whole cycle that began after this call; null when nothing is. Never rejects, and
   * waits no longer than a cycle may take.
   */
  prove(): Promise<string | null> {
    const limit = Promise.withResolvers<string>();
    const seconds = this.#longestMs / 1_000;
    const timer = setTimeout(() => {
      const problem = `The engine did not come through a whole cycle within ${seconds} s.`;
      this.#options.onCycle(problem);
      limit.resolve(problem);
    }, this.#longestMs);
    return Promise.race([this.#cycle(), limit.promise]).finally(() => clearTimeout(timer));
  }

  /** One that has begun already does not count for who asks now; all who ask meanwhile share the next. */
  #cycle(): Promise<string | null> {
    if (this.#next) return this.#next;
    const next = this.#begin(this.#running);
    this.#next = next;
    return next;
  }

  async #begin(before: Promise<unknown> | null): Promise<string | null> {
    await before;
    const pauseMs = this.#lastBeganMs + shortestPauseMs - performance.now();
    if (pauseMs > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs));
    this.#lastBeganMs = performance.now();
    this.#running = this.#next;
    this.#next = null;
    const problem = this.#isStopped ? 'The hub is shutting down.' : await this.#run();
    this.#running = null;
    return problem;
  }

  async #run(): Promise<string | null> {
    const { work, onCycle } = this.#options;
    let problem: string | null;
    try {
      await work.runDue();
      problem = (await work.auditEngine())[0] ?? null;
    } catch (error) {
      problem = `What is due could not be done: ${error instanceof Error ? error.message : 'unknown'}`;
    }
    onCycle(problem);
    return problem;
  }
}
