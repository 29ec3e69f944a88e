import type { ProbeAnswer } from './ask-probe.ts';

/** One answer may be an accident: so many in a row are none. */
const failuresInARow = 3;
const successesInARow = 2;

export type Finding = { holds: true } | { holds: false; detail: string };

/** Answers of one address in a row that say the same. */
export class Streak {
  #isGood: boolean | null = null;
  #count = 0;

  /** What is certain after this answer; null: nothing new. */
  add(answer: ProbeAnswer): Finding | null {
    this.#count = answer.isGood === this.#isGood ? this.#count + 1 : 1;
    this.#isGood = answer.isGood;
    if (answer.isGood) return this.#count >= successesInARow ? { holds: true } : null;
    if (this.#count < failuresInARow) return null;
    const { detail } = answer;
    return { holds: false, detail };
  }
}
