const dayMs = 24 * 60 * 60 * 1_000;
const weekMs = 7 * dayMs;
/** 1970-01-05, the first Monday of the epoch. */
const firstMondayMs = 4 * dayMs;

/** Weeks that a span of time touches, each from Monday 00:00 UTC on. */
export class Weeks {
  readonly sinceMs: number;
  readonly untilMs: number;
  /** At least 1. */
  readonly count: number;
  readonly #firstMs: number;
  readonly #mondays: readonly string[];

  /** @param untilMs after `sinceMs`; both epoch ms */
  constructor(sinceMs: number, untilMs: number) {
    this.sinceMs = sinceMs;
    this.untilMs = untilMs;
    this.#firstMs = Math.floor((sinceMs - firstMondayMs) / weekMs) * weekMs + firstMondayMs;
    this.count = Math.ceil((untilMs - this.#firstMs) / weekMs);
    this.#mondays = Array.from({ length: this.count }, (_, index) =>
      new Date(this.#firstMs + index * weekMs).toISOString().slice(0, 10),
    );
  }

  /** Number of the week of an instant; below 0 or from `count` on when it lies outside. */
  indexOf(timeMs: number): number {
    return Math.floor((timeMs - this.#firstMs) / weekMs);
  }

  /** When a week ends, in epoch ms, or the time of interest within it. */
  endMs(index: number): number {
    return Math.min(this.#firstMs + (index + 1) * weekMs, this.untilMs);
  }

  /** The Monday of a week, as `YYYY-MM-DD`. */
  monday(index: number): string {
    return this.#mondays[index] ?? '';
  }
}
