import { expect, test } from 'vitest';
import { ManualClock } from '../testing/manual-clock.ts';
import { Coalescer } from './coalescer.ts';

test('the first runs at once, a thousand more run once per interval, and the last is not lost', () => {
  const clock = new ManualClock();
  let runs = 0;
  let asked = 0;
  let seen = 0;
  const coalescer = new Coalescer(
    clock,
    () => 100,
    () => {
      runs += 1;
      seen = asked;
    },
  );
  for (; asked < 1_000; clock.advance(1)) {
    asked += 1;
    coalescer.ask();
    if (asked === 1) expect(runs).toBe(1);
  }
  clock.advance(100);
  expect(runs).toBe(11);
  expect(seen).toBe(1_000);
  clock.advance(10_000);
  expect(runs).toBe(11);
  expect(clock.timerCount).toBe(0);
});

test('nothing runs after it was stopped', () => {
  const clock = new ManualClock();
  let runs = 0;
  const coalescer = new Coalescer(
    clock,
    () => 100,
    () => (runs += 1),
  );
  coalescer.ask();
  coalescer.ask();
  coalescer.stop();
  clock.advance(1_000);
  expect(runs).toBe(1);
});
