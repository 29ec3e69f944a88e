import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Delivery } from '../../protocol/paging.ts';
import { afterTry, mostTries, retryAfterMs } from './delivering.ts';
import type { SendOutcome } from './delivering.ts';

const randomness = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const failure: SendOutcome = { outcome: 'failed', problem: 'It broke off.', isFinal: false };

function waiting(nowMs: number): Delivery {
  const at = new Date(nowMs).toISOString();
  const began = { id: 'd', kind: 'email', name: 'email', state: 'waiting' } as const;
  return { ...began, at, dueAt: at, tries: 0, problem: null };
}

test('what fails is tried six times within a quarter of an hour, ever more rarely, and then no more', () => {
  fc.assert(
    fc.property(fc.array(randomness, { minLength: mostTries, maxLength: mostTries }), (chance) => {
      let nowMs = 0;
      let delivery = waiting(nowMs);
      const pausesMs: number[] = [];
      for (const random of chance) {
        delivery = afterTry(delivery, failure, { nowMs, random });
        if (delivery.dueAt === null) break;
        pausesMs.push(Date.parse(delivery.dueAt) - nowMs);
        nowMs = Date.parse(delivery.dueAt);
      }
      expect(delivery).toMatchObject({ state: 'failed', tries: mostTries, dueAt: null });
      expect(pausesMs).toHaveLength(mostTries - 1);
      expect(nowMs).toBeLessThanOrEqual(15 * 60_000);
      for (const pauseMs of pausesMs) expect(pauseMs).toBeGreaterThanOrEqual(5_000);
    }),
  );
});

test('chance moves a pause within its second half, and never beyond', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: mostTries - 1 }), randomness, (tries, random) => {
      const pauseMs = retryAfterMs(tries, random) ?? 0;
      const longestMs = Math.min(10_000 * 3 ** (tries - 1), 450_000);
      expect(pauseMs).toBeGreaterThanOrEqual(longestMs / 2);
      expect(pauseMs).toBeLessThanOrEqual(longestMs);
    }),
  );
});

test('a failure for good is the last, and a success forgets the problem', () => {
  const circumstances = { nowMs: 1_000, random: 0 };
  const broken = afterTry(waiting(0), { ...failure, isFinal: true }, circumstances);
  expect(broken).toMatchObject({ state: 'failed', problem: 'It broke off.', tries: 1 });
  const again = afterTry(waiting(0), failure, circumstances);
  const sent = afterTry(again, { outcome: 'sent' }, circumstances);
  expect(sent).toMatchObject({ state: 'sent', problem: null, tries: 2, dueAt: null });
});
