/**
 * How many values a value consists of, itself included. What is referred to from several places counts
 * each time, since whoever goes through it meets it as often.
 */
export function countValues(value: unknown, known = new Map<object, number>()): number {
  if (typeof value !== 'object' || value === null) return 1;
  const counted = known.get(value);
  if (counted !== undefined) return counted;
  let count = 1;
  for (const inner of Object.values(value)) count += countValues(inner, known);
  known.set(value, count);
  return count;
}
