import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Hooks } from '../config/hooks.ts';
import type { Desk, RunOrder, RunResult } from '../desk/contract.ts';
import { TocsinError } from '../protocol/errors.ts';
import { callHook, unknownResult } from './call-hook.ts';

export interface HookWorkerOptions {
  desk: Pick<Desk, 'onCommitted'> & {
    runsUnderWay(): string[];
    readRun(runId: string): RunOrder | null;
    finishRun(runId: string, result: RunResult): Promise<void>;
  };
  /** Asked for each run, so that a changed config is in force at once. */
  hooks: () => Hooks;
  log: Pick<Logger, 'info' | 'error'>;
}

/** Runs at once; the others wait in line. */
const runsAtOnce = 8;

/** Between attempts to write a result while the hub is overloaded. */
const waitsMs = [250, 1_000, 4_000];

const lostCommands: RunResult = {
  ...{ outcome: 'failed', httpStatus: null, durationMs: null },
  output: 'The commands of this step are not there any more.',
};

/**
 * Gives the commands of steps to the teams' automation, each at most once: a run that was started before
 * this process began has an unknown result. Returns how to stop it; what runs then has one too.
 */
export function startHookWorker(options: HookWorkerOptions): () => Promise<void> {
  const worker = new HookWorker(options);
  worker.giveUp(options.desk.runsUnderWay());
  const stopListening = options.desk.onCommitted((events) => {
    for (const event of events) if (event.type === 'step.run-started') worker.run(event.runId);
  });
  return async () => {
    stopListening();
    await worker.close();
  };
}

class HookWorker {
  readonly #options: HookWorkerOptions;
  readonly #stop = new AbortController();
  readonly #waiting: string[] = [];
  readonly #underWay = new Set<Promise<void>>();
  #activeCount = 0;

  constructor(options: HookWorkerOptions) {
    this.#options = options;
  }

  /** Says of runs that nobody knows what became of them. */
  giveUp(runIds: readonly string[]): void {
    for (const runId of runIds) this.#begin(this.#finish(runId, unknownResult));
  }

  run(runId: string): void {
    this.#waiting.push(runId);
    if (this.#activeCount >= runsAtOnce) return;
    this.#activeCount += 1;
    this.#begin(this.#work());
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.giveUp(this.#waiting.splice(0));
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  async #work(): Promise<void> {
    try {
      for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
        await this.#finish(next, await this.#call(next));
      }
    } finally {
      this.#activeCount -= 1;
    }
  }

  async #call(runId: string): Promise<RunResult> {
    const { desk, hooks, log } = this.#options;
    const { signal } = this.#stop;
    try {
      const order = desk.readRun(runId);
      if (!order) return lostCommands;
      const configured = hooks();
      const hook = Object.hasOwn(configured, order.hook) ? configured[order.hook] : undefined;
      const result = await callHook(hook, order, { signal, nowMs: () => performance.now() });
      const { outcome, httpStatus, durationMs } = result;
      log.info({ runId, hook: order.hook, outcome, httpStatus, durationMs }, 'a hook was called');
      return result;
    } catch (error) {
      if (!signal.aborted) log.error({ err: error, runId }, 'a hook could not be called');
      return unknownResult;
    }
  }

  async #finish(runId: string, result: RunResult): Promise<void> {
    for (const waitMs of [...waitsMs, null]) {
      try {
        await this.#options.desk.finishRun(runId, result);
        return;
      } catch (error) {
        const isRetryable = error instanceof TocsinError && error.entry.retryable;
        if (!isRetryable || waitMs === null || this.#stop.signal.aborted) throw error;
        await delay(waitMs);
      }
    }
  }

  /** What cannot be written is told; after the next start its result is unknown. */
  #begin(work: Promise<void>): void {
    const run = work
      .catch((error: unknown) => {
        this.#options.log.error({ err: error }, 'the result of a run could not be written');
      })
      .finally(() => this.#underWay.delete(run));
    this.#underWay.add(run);
  }
}
