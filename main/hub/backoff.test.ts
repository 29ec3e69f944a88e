import fc from 'fast-check';
import { expect, test } from 'vitest';
import { refusedDelayMs, retryDelayMs } from './backoff.ts';

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('a try waits between nothing and a cap that doubles up to 15 seconds', () => {
  fc.assert(
    fc.property(fc.nat(10_000), random, (attempt, chance) => {
      const delayMs = retryDelayMs(attempt, chance);
      expect(delayMs).toBeGreaterThanOrEqual(0);
      expect(delayMs).toBeLessThanOrEqual(Math.min(15_000, 500 * 2 ** attempt));
    }),
  );
});

test('a refused device asks once in half a minute to one and a half', () => {
  fc.assert(
    fc.property(random, (chance) => {
      expect(refusedDelayMs(chance)).toBeGreaterThanOrEqual(30_000);
      expect(refusedDelayMs(chance)).toBeLessThanOrEqual(90_000);
    }),
  );
});
