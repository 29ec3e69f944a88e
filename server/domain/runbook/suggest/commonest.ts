import { grouped } from '../../grouped.ts';

/** What is there most often, and how often; the first of equals. */
export function commonest<T>(
  values: readonly T[],
  keyOf: (value: T) => string,
): [T, number] | null {
  const groups = [...grouped(values, keyOf).values()];
  const largest = groups.reduce<T[]>((most, one) => (one.length > most.length ? one : most), []);
  const [value] = largest;
  return value === undefined ? null : [value, largest.length];
}

/** The middle of numbers; the lower one of two. Of none it is undefined. */
export function median(numbers: readonly number[]): number | undefined {
  return numbers.toSorted((one, other) => one - other)[Math.floor((numbers.length - 1) / 2)];
}
