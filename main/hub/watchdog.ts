import type { Clock, Timer } from '../clock.ts';

/** Barks once when nothing was heard for too long. Costs nothing per message heard. */
export class Watchdog {
  readonly #clock: Clock;
  readonly #deadMs: number;
  readonly #bark: () => void;
  #heardAt: number;
  #timer: Timer | null;

  constructor(clock: Clock, deadMs: number, bark: () => void) {
    this.#clock = clock;
    this.#deadMs = deadMs;
    this.#bark = bark;
    this.#heardAt = clock.now();
    this.#timer = clock.after(deadMs, () => this.#check());
  }

  heard(): void {
    this.#heardAt = this.#clock.now();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  #check(): void {
    if (!this.#timer) return;
    const silentMs = this.#clock.now() - this.#heardAt;
    if (silentMs >= this.#deadMs) {
      this.stop();
      this.#bark();
      return;
    }
    // A wall clock set back makes the silence negative; never wait longer than the limit.
    const waitMs = Math.min(this.#deadMs, this.#deadMs - silentMs);
    this.#timer = this.#clock.after(waitMs, () => this.#check());
  }
}
