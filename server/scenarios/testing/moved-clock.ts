import type { SchedulerClock } from '../../timers/scheduler.ts';

interface Timer {
  atMs: number;
  callback: () => void;
}

/** A clock that stands still until it is moved; timers ring when it has passed them. */
export class MovedClock implements SchedulerClock {
  #nowMs: number;
  readonly #timers = new Set<Timer>();

  constructor(start: string) {
    this.#nowMs = Date.parse(start);
  }

  readonly now = (): number => this.#nowMs;

  readonly after = (delayMs: number, callback: () => void): (() => void) => {
    const timer = { atMs: this.#nowMs + delayMs, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  /** Sets the time and rings what is due by then, in order. Never backwards. */
  moveTo(nowMs: number): void {
    this.#nowMs = Math.max(this.#nowMs, nowMs);
    const due = [...this.#timers].filter(({ atMs }) => atMs <= this.#nowMs);
    for (const timer of due.toSorted((one, other) => one.atMs - other.atMs)) {
      if (this.#timers.delete(timer)) timer.callback();
    }
  }
}
