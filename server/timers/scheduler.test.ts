import { expect, onTestFinished, test } from 'vitest';
import { createKey, firing, openTestDesk, startMs } from '../desk/testing/test-desk.ts';
import { startScheduler } from './scheduler.ts';
import type { DueWork, SchedulerClock } from './scheduler.ts';

/** A clock that stands until the test moves it. */
class TestClock implements SchedulerClock {
  nowMs = startMs;
  #timers: { dueMs: number; callback: () => void }[] = [];

  now = (): number => this.nowMs;

  after(delayMs: number, callback: () => void): () => void {
    const timer = { dueMs: this.nowMs + delayMs, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  get waitsMs(): number[] {
    return this.#timers.map(({ dueMs }) => dueMs - this.nowMs);
  }

  /** Moves on and lets due timers fire. */
  move(ms: number): void {
    this.nowMs += ms;
    const due = this.#timers.filter(({ dueMs }) => dueMs <= this.nowMs);
    this.#timers = this.#timers.filter(({ dueMs }) => dueMs > this.nowMs);
    for (const { callback } of due) callback();
  }
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setImmediate(resolve));
}

function soon(ms: number): string {
  return new Date(startMs + ms).toISOString();
}

test('sleeps until the next due row, and is woken by commits that change it', async () => {
  const clock = new TestClock();
  const { desk } = await openTestDesk({ clock });
  const integration = await createKey(desk);
  const stop = startScheduler({ work: desk, clock });
  onTestFinished(stop);
  expect(clock.waitsMs).toEqual([]);
  await desk.ingest({ integration, alerts: [firing('a', { endsAt: soon(4_000) })], group: null });
  await until(() => clock.waitsMs[0] === 4_000);
  await desk.ingest({ integration, alerts: [firing('b', { endsAt: soon(1_000) })], group: null });
  await until(() => clock.waitsMs[0] === 1_000);
  expect(clock.waitsMs).toHaveLength(1);
  clock.move(1_000);
  await until(() => clock.waitsMs[0] === 3_000);
  const { alerts } = await desk.readSnapshot();
  expect(alerts.filter(({ status }) => status === 'firing')).toMatchObject([{ dedupKey: 'a' }]);
});

test('what came due while the hub was down is done at once after a start', async () => {
  const clock = new TestClock();
  const { desk, dataFolder } = await openTestDesk({ clock });
  const integration = await createKey(desk);
  await desk.ingest({ integration, alerts: [firing('a', { endsAt: soon(9_000) })], group: null });
  await desk.close();
  clock.nowMs += 60_000;
  const { desk: again } = await openTestDesk({ clock, dataFolder });
  const stop = startScheduler({ work: again, clock });
  onTestFinished(stop);
  expect(clock.waitsMs).toEqual([0]);
  clock.move(0);
  await until(async () => (await again.readSnapshot()).incidents[0]?.status === 'resolved');
});

test('a run that fails is reported and tried again', async () => {
  const clock = new TestClock();
  let runs = 0;
  const work: DueWork = {
    nextDueMs: () => startMs,
    onChange: () => () => undefined,
    runDue: () => (++runs === 1 ? Promise.reject(new Error('A fault.')) : Promise.resolve(null)),
  };
  const errors: unknown[] = [];
  const stop = startScheduler({ work, clock, onError: (error) => errors.push(error) });
  clock.move(0);
  await until(() => clock.waitsMs[0] === 1_000);
  expect(errors).toEqual([new Error('A fault.')]);
  clock.move(1_000);
  await stop();
  expect(runs).toBe(2);
});

test('far-off work is looked at again every five seconds, for clocks that are set', async () => {
  const clock = new TestClock();
  const { desk } = await openTestDesk({ clock });
  const integration = await createKey(desk);
  const endsAt = soon(40 * 24 * 60 * 60 * 1_000);
  await desk.ingest({ integration, alerts: [firing('a', { endsAt })], group: null });
  const stop = startScheduler({ work: desk, clock });
  onTestFinished(stop);
  expect(clock.waitsMs).toEqual([5_000]);
  clock.move(5_000);
  await until(() => clock.waitsMs[0] === 5_000);
});
