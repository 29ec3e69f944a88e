import { expect, test } from 'vitest';
import { Gate } from './gate.ts';

test('so many run at once, the others in order, whatever becomes of those before', async () => {
  const gate = new Gate(2);
  let running = 0;
  let most = 0;
  const order: number[] = [];
  const tasks = Array.from({ length: 10 }, (_, index) =>
    gate.run(async () => {
      order.push(index);
      most = Math.max(most, (running += 1));
      await new Promise(setImmediate);
      running -= 1;
      if (index % 3 === 0) throw new Error('failed');
    }),
  );
  await Promise.allSettled(tasks);
  expect(most).toBe(2);
  expect(order).toEqual([...order].sort((a, b) => a - b));
  await expect(gate.run(() => Promise.resolve('free again'))).resolves.toBe('free again');
});
