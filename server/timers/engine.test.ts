import { expect, onTestFinished, test } from 'vitest';
import { Engine } from './engine.ts';
import type { EngineWork } from './engine.ts';

interface Timer {
  delayMs: number;
  callback: () => void;
}

function engineOf(change: Partial<EngineWork> = {}, longestMs = 10_000) {
  const cycles: (string | null)[] = [];
  const timers: Timer[] = [];
  let began = 0;
  const engine = new Engine({
    work: {
      runDue: () => {
        began += 1;
        return Promise.resolve(null);
      },
      auditEngine: () => Promise.resolve([]),
      ...change,
    },
    clock: {
      after: (delayMs, callback) => {
        const timer = { delayMs, callback };
        timers.push(timer);
        return () => void timers.splice(timers.indexOf(timer), 1);
      },
    },
    onCycle: (problem) => cycles.push(problem),
    longestMs,
  });
  return { engine, cycles, timers, began: () => began };
}

test('a cycle does what is due and then looks at everything', async () => {
  const order: string[] = [];
  const { engine, cycles } = engineOf({
    runDue: () => Promise.resolve(order.push('due')),
    auditEngine: () => {
      order.push('audit');
      return Promise.resolve([]);
    },
  });
  expect(await engine.prove()).toBeNull();
  expect(order).toEqual(['due', 'audit']);
  expect(cycles).toEqual([null]);
});

test('what is found, and what cannot be done, is what is wrong', async () => {
  const found = engineOf({ auditEngine: () => Promise.resolve(['A seat rang for ever.']) });
  expect(await found.engine.prove()).toBe('A seat rang for ever.');
  const broken = engineOf({ runDue: () => Promise.reject(new Error('No disk.')) });
  expect(await broken.engine.prove()).toBe('What is due could not be done: No disk.');
  expect([found.cycles, broken.cycles].flat()).toEqual([
    'A seat rang for ever.',
    'What is due could not be done: No disk.',
  ]);
});

test('a cycle that began before somebody asked does not count; all who ask meanwhile share the next', async () => {
  const held: (() => void)[] = [];
  let began = 0;
  const { engine } = engineOf({
    runDue: () => {
      began += 1;
      return new Promise((resolve) => held.push(() => resolve(null)));
    },
  });
  const first = engine.prove();
  while (held.length < 1) await new Promise((resolve) => setImmediate(resolve));
  const others = [engine.prove(), engine.prove(), engine.prove()];
  held.shift()?.();
  expect(await first).toBeNull();
  while (held.length < 1) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(began).toBe(2);
  held.shift()?.();
  expect(await Promise.all(others)).toEqual([null, null, null]);
  expect(began).toBe(2);
});

test('a cycle that hangs is said to hang, in its time', async () => {
  const { engine, cycles } = engineOf({ runDue: () => new Promise(() => undefined) }, 30);
  const problem = 'The engine did not come through a whole cycle within 0.03 s.';
  expect(await engine.prove()).toBe(problem);
  expect(await engine.prove()).toBe(problem);
  expect(cycles).toEqual([problem, problem]);
});

test('it proves itself each minute until it is stopped', async () => {
  const { engine, cycles, timers, began } = engineOf();
  const stop = engine.start();
  onTestFinished(stop);
  expect(timers.map(({ delayMs }) => delayMs)).toEqual([60_000]);
  timers.shift()?.callback();
  while (cycles.length < 1) await new Promise((resolve) => setImmediate(resolve));
  expect(timers.map(({ delayMs }) => delayMs)).toEqual([60_000]);
  await stop();
  expect(timers).toEqual([]);
  expect(began()).toBe(1);
});
