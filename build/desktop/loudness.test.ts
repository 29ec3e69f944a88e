import { describe, expect, it } from 'vitest';
import { rootMeanSquare } from './loudness.ts';

function samples(values: number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => buffer.writeInt16LE(value, index * 2));
  return buffer;
}

describe('rootMeanSquare', () => {
  it('is 0 for silence and for nothing at all', () => {
    expect(rootMeanSquare(samples([0, 0, 0]))).toBe(0);
    expect(rootMeanSquare(Buffer.alloc(0))).toBe(0);
  });

  it('is the amplitude of a square wave', () => {
    expect(rootMeanSquare(samples([16_384, -16_384, 16_384, -16_384]))).toBe(0.5);
  });
});
