import { createSubscriber } from 'svelte/reactivity';

/** One clock for all that tells time on a page. It stands still while nobody looks at it. */
class Clock {
  #nowMs = Date.now();
  readonly #watch = createSubscriber((update) => {
    this.#nowMs = Date.now();
    const timer = setInterval(() => {
      this.#nowMs = Date.now();
      update();
    }, 1_000);
    return () => clearInterval(timer);
  });

  /** Milliseconds since 1970, as of the last tick; ticks each second for who reads it. */
  get nowMs(): number {
    this.#watch();
    // Outside of a component nobody keeps the clock ticking.
    if (!$effect.tracking()) return Date.now();
    return this.#nowMs;
  }
}

export const clock = new Clock();
