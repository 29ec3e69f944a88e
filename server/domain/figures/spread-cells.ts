import type { Spread } from '../../protocol/reports.ts';

/**
 * Spreads of each week and of all weeks together. First every value is announced, then all are
 * taken in rising order, so that none has to be kept.
 */
export class SpreadCells {
  readonly #count: Int32Array;
  readonly #seen: Int32Array;
  readonly #median: Float64Array;
  readonly #p90: Float64Array;

  /** The last cell, number `weekCount`, is for all weeks. */
  constructor(weekCount: number) {
    this.#count = new Int32Array(weekCount + 1);
    this.#seen = new Int32Array(weekCount + 1);
    this.#median = new Float64Array(weekCount + 1);
    this.#p90 = new Float64Array(weekCount + 1);
  }

  announce(week: number): void {
    const counts = this.#count;
    const all = counts.length - 1;
    counts[week] = (counts[week] ?? 0) + 1;
    counts[all] = (counts[all] ?? 0) + 1;
  }

  count(cell: number): number {
    return this.#count[cell] ?? 0;
  }

  take(week: number, seconds: number): void {
    this.#take(week, seconds);
    this.#take(this.#count.length - 1, seconds);
  }

  of(cell: number): Spread {
    const count = this.#count[cell] ?? 0;
    const known = count > 0;
    return {
      count,
      medianSeconds: known ? (this.#median[cell] ?? null) : null,
      p90Seconds: known ? (this.#p90[cell] ?? null) : null,
    };
  }

  #take(cell: number, seconds: number): void {
    const count = this.#count[cell] ?? 0;
    const rank = (this.#seen[cell] ?? 0) + 1;
    this.#seen[cell] = rank;
    if (rank === Math.ceil(count / 2)) this.#median[cell] = seconds;
    if (rank === Math.ceil((count * 9) / 10)) this.#p90[cell] = seconds;
  }
}
