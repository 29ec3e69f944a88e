import { systemClock } from '../clock.ts';
import type { HubClock } from '../clock.ts';

export { systemClock } from '../clock.ts';

/** What the scheduler needs of the desk. */
export interface DueWork {
  /** Does what is due; returns when the next thing is due, in epoch ms, or null. */
  runDue(): Promise<number | null>;
  nextDueMs(): number | null;
  /** Tells after each commit; returns how to stop it. */
  onChange(listener: () => void): () => void;
}

export type SchedulerClock = HubClock;

export interface SchedulerOptions {
  work: DueWork;
  clock?: SchedulerClock;
  /** Told of a failed run; the scheduler tries again by itself. */
  onError?: (error: unknown) => void;
}

/** So soon a wall clock that was set, or a machine that slept, is noticed; looking costs next to nothing. */
const longestWaitMs = 5_000;

/** After a run that failed. */
const retryMs = 1_000;

/**
 * Sleeps until the next thing is due, and has it done. The rows in the journal say what that is:
 * nothing is lost when the process ends, and what is overdue after a start is done at once.
 * Returns how to stop it; resolves when a run that was under way has ended.
 */
export function startScheduler(options: SchedulerOptions): () => Promise<void> {
  const { work, clock = systemClock, onError } = options;
  let cancel: (() => void) | undefined;
  let armedForMs: number | null = null;
  let running: Promise<void> | undefined;
  let isStopped = false;

  function arm(dueMs: number | null): void {
    if (isStopped || (dueMs === armedForMs && cancel)) return;
    cancel?.();
    cancel = undefined;
    armedForMs = dueMs;
    if (dueMs === null) return;
    const waitMs = Math.min(Math.max(dueMs - clock.now(), 0), longestWaitMs);
    cancel = clock.after(waitMs, fire);
  }

  function fire(): void {
    cancel = undefined;
    armedForMs = null;
    running ??= run().finally(() => {
      running = undefined;
    });
  }

  async function run(): Promise<void> {
    try {
      const dueMs = await work.runDue();
      arm(dueMs === null ? null : Math.max(dueMs, clock.now() + 1));
    } catch (error) {
      onError?.(error);
      arm(clock.now() + retryMs);
    }
  }

  const unsubscribe = work.onChange(() => {
    // A run arms the timer itself when it ends.
    if (!running) arm(work.nextDueMs());
  });
  arm(work.nextDueMs());

  return async () => {
    isStopped = true;
    unsubscribe();
    cancel?.();
    await running;
  };
}
