import { expect, test } from 'vitest';
import { FanOut } from './fan-out.ts';

const withheld = (seq: number) => ({ seq, type: 'withheld' }) as const;

test('what was committed before the gateway began, but is told after, is not sent twice', () => {
  const fanOut = new FanOut(5, 1_000, () => undefined);
  expect(fanOut.deliver([withheld(4), withheld(5)])).toMatchObject({ events: 0 });
  expect(fanOut.deliver([withheld(5), withheld(6), withheld(7)])).toMatchObject({ events: 2 });
  expect(fanOut.head).toBe(7);
});

test('whoever waits for the next fan-out is let go by it, or when the gateway closes', async () => {
  const fanOut = new FanOut(0, 1_000, () => undefined);
  const first = fanOut.next();
  fanOut.deliver([withheld(1)]);
  await first;
  const second = fanOut.next();
  fanOut.release();
  await second;
});
