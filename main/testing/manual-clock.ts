import type { Clock, Timer } from '../clock.ts';

interface Due {
  at: number;
  run: () => void;
}

/** Time that stands still until a test moves it. */
export class ManualClock implements Clock {
  #now: number;
  readonly #due = new Set<Due>();

  constructor(now: number = Date.parse('2026-10-03T01:12:00.000Z')) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  after(delayMs: number, run: () => void): Timer {
    const due = { at: this.#now + Math.max(0, delayMs), run };
    this.#due.add(due);
    return { cancel: () => void this.#due.delete(due) };
  }

  /** Moves time, running what falls due on the way at its own moment. */
  advance(byMs: number): void {
    const end = this.#now + byMs;
    for (;;) {
      let next: Due | null = null;
      for (const due of this.#due) if (due.at <= end && (!next || due.at < next.at)) next = due;
      if (!next) break;
      this.#due.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = end;
  }

  /** The machine slept: time has passed, and what fell due meanwhile runs now. */
  sleep(forMs: number): void {
    this.#now += forMs;
    this.advance(0);
  }

  get timerCount(): number {
    return this.#due.size;
  }
}
