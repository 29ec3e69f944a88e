import fc from 'fast-check';
import { expect, test } from 'vitest';
import { takeToken } from './rate.ts';
import type { Session } from './session.ts';

const rate = { commandsPerSecond: 10, commandBurst: 20 };

test('a burst passes, then the rate, whatever the rhythm', () => {
  const waits = fc.array(fc.nat({ max: 400 }), { maxLength: 300 });
  fc.assert(
    fc.property(waits, (waitsMs) => {
      const session = { tokens: rate.commandBurst, refilledAt: 0 } as Session;
      let nowMs = 0;
      let taken = 0;
      for (const waitMs of waitsMs) {
        nowMs += waitMs;
        if (takeToken(session, nowMs, rate)) taken += 1;
        expect(taken).toBeLessThanOrEqual(
          rate.commandBurst + (nowMs / 1_000) * rate.commandsPerSecond,
        );
      }
      // Whoever keeps to the rate is never refused.
      if (waitsMs.every((waitMs) => waitMs >= 100)) expect(taken).toBe(waitsMs.length);
    }),
  );
});

test('a clock that is set back refuses nobody for long', () => {
  const session = { tokens: 0, refilledAt: 10_000 } as Session;
  expect(takeToken(session, 5_000, rate)).toBe(false);
  expect(takeToken(session, 5_100, rate)).toBe(true);
});
