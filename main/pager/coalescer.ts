import type { Clock, Timer } from '../clock.ts';

/** Runs at once, then at most once per interval however often it is asked; the last ask counts. */
export class Coalescer {
  readonly #clock: Clock;
  readonly #run: () => void;
  readonly #intervalMs: () => number;
  #timer: Timer | null = null;
  #isAsked = false;

  constructor(clock: Clock, intervalMs: () => number, run: () => void) {
    this.#clock = clock;
    this.#intervalMs = intervalMs;
    this.#run = run;
  }

  ask(): void {
    if (this.#timer) this.#isAsked = true;
    else this.#runNow();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = null;
    this.#isAsked = false;
  }

  #runNow(): void {
    this.#isAsked = false;
    this.#timer = this.#clock.after(this.#intervalMs(), () => {
      this.#timer = null;
      if (this.#isAsked) this.#runNow();
    });
    this.#run();
  }
}
