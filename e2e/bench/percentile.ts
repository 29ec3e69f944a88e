/** The value below which `share` (0 to 1) of the values lie, by the nearest-rank method. */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  const value = sorted[rank - 1];
  if (value === undefined) throw new Error('There are no values.');
  return value;
}
