import type { CountedRow } from './counted-row.ts';

/** Durations of one kind, to be taken in rising order once all are known. */
export class Measures {
  readonly #of: 'acknowledge' | 'mitigate';
  // Side by side rather than in objects: there are hundreds of thousands.
  readonly #seconds: number[] = [];
  readonly #weeks: number[] = [];
  readonly #rows: (readonly CountedRow[])[] = [];
  readonly #persons: (CountedRow | null)[] = [];

  constructor(of: 'acknowledge' | 'mitigate') {
    this.#of = of;
  }

  /** @param person the row of the person who took so long, beside the others */
  announce(
    week: number,
    afterMs: number,
    rows: readonly CountedRow[],
    person: CountedRow | null = null,
  ): void {
    const of = this.#of;
    for (const row of rows) row[of].announce(week);
    person?.[of].announce(week);
    this.#seconds.push(Math.max(0, Math.floor(afterMs / 1_000)));
    this.#weeks.push(week);
    this.#rows.push(rows);
    this.#persons.push(person);
  }

  /** Positions in rising order of duration, in parts that are done with soon. */
  *parts(): Generator<Float64Array> {
    const count = this.#seconds.length;
    // Numbers sort much faster than positions by what is at them; so a position goes into each.
    const keys = new Float64Array(count);
    for (let index = 0; index < count; index += 1) {
      keys[index] = (this.#seconds[index] ?? 0) * count + index;
    }
    keys.sort();
    for (let from = 0; from < count; from += partLength)
      yield keys.subarray(from, from + partLength);
  }

  /** Takes a part that `parts` gave, each in its order. */
  take(part: Float64Array): void {
    const of = this.#of;
    const count = this.#seconds.length;
    for (const key of part) {
      const index = key % count;
      const week = this.#weeks[index] ?? 0;
      const seconds = this.#seconds[index] ?? 0;
      for (const row of this.#rows[index] ?? []) row[of].take(week, seconds);
      this.#persons[index]?.[of].take(week, seconds);
    }
  }
}

const partLength = 5_000;
