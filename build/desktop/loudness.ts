/** Root mean square, 0 to 1, of signed 16-bit little-endian samples. */
export function rootMeanSquare(samples: Buffer): number {
  const count = Math.floor(samples.length / 2);
  if (count === 0) return 0;
  let sum = 0;
  for (let index = 0; index < count; index++) {
    sum += (samples.readInt16LE(index * 2) / 32_768) ** 2;
  }
  return Math.sqrt(sum / count);
}
