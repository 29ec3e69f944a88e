/** The same numbers in every run, by a linear congruence. */
export interface SeededRandom {
  /** Uniform in [0, 1). */
  next(): number;
  /** A whole number from 0, below the limit. */
  below(limit: number): number;
}

export function seededRandom(): SeededRandom {
  let state = 1;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  return { next, below: (limit) => Math.floor(next() * limit) };
}
