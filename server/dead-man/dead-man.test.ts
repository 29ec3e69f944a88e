import { expect, onTestFinished, test } from 'vitest';
import { DeadMan } from '../config/paging-settings.ts';
import { HubProblems } from '../hub-problems.ts';
import { Automation } from '../outbound/testing/automation.ts';
import type { Reply } from '../outbound/testing/automation.ts';
import { DeadManSwitch } from './dead-man.ts';

const startMs = Date.UTC(2026, 10, 23, 3);

/** A dead man's switch that asks a server of this test, with a clock that the test moves. */
async function startSwitch(reply: Reply, change: object = {}) {
  const server = await Automation.start(reply);
  const timers: { dueMs: number; callback: () => void }[] = [];
  const clock = {
    nowMs: startMs,
    now: () => clock.nowMs,
    after: (delayMs: number, callback: () => void) => {
      const timer = { dueMs: clock.nowMs + delayMs, callback };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
    /** Moves on in small steps, and lets all that began come to its end. */
    async move(ms: number) {
      for (let passedMs = 0; passedMs < ms; passedMs += 5_000) {
        clock.nowMs += 5_000;
        const due = timers.filter(({ dueMs }) => dueMs <= clock.nowMs);
        for (const timer of due) {
          timers.splice(timers.indexOf(timer), 1);
          timer.callback();
        }
        await deadMan.settled();
      }
    },
  };
  const problems = new HubProblems(clock.now);
  const state = { wrong: null as string | null, isWanted: true, proofs: 0 };
  const configured = DeadMan.parse({
    ...{ url: `${server.url}/ping`, every: '60s', timeout: '1s', allowPrivateAddresses: true },
  });
  const wanted = { ...configured, ...change };
  const deadMan = new DeadManSwitch({
    deadMan: () => (state.isWanted ? wanted : undefined),
    prove: () => {
      state.proofs += 1;
      return Promise.resolve(state.wrong);
    },
    ...{ problems, clock },
    log: { warn: () => undefined },
  });
  onTestFinished(() => deadMan.close());
  deadMan.look();
  await deadMan.settled();
  return { server, clock, problems, state, deadMan };
}

test('it is told as often as the config says, each time after a whole cycle', async () => {
  const { server, clock, state } = await startSwitch((response) => response.end());
  await clock.move(180_000);
  expect(state.proofs).toBe(4);
  expect(server.calls.map(({ method, path }) => `${method} ${path}`)).toEqual(
    Array.from({ length: 4 }, () => 'GET /ping'),
  );
});

test('it is never told after a cycle that failed', async () => {
  const { server, clock, state } = await startSwitch((response) => response.end());
  const before = server.calls.length;
  state.wrong = 'A seat rang for ever.';
  await clock.move(180_000);
  expect(state.proofs).toBeGreaterThan(2);
  expect(server.calls).toHaveLength(before);
  state.wrong = null;
  await clock.move(60_000);
  expect(server.calls).toHaveLength(before + 1);
});

test('that nobody could be told stands on the board after three times, and goes with a success', async () => {
  let status = 500;
  const { clock, problems, server } = await startSwitch((response) => {
    response.writeHead(status).end();
  });
  await clock.move(60_000);
  expect(problems.list()).toEqual([]);
  await clock.move(60_000);
  const host = new URL(server.url).host;
  expect(problems.list()).toMatchObject([
    { kind: 'engine', text: expect.stringContaining(`${host} answered 500.`) as string },
  ]);
  status = 200;
  await clock.move(60_000);
  expect(problems.list()).toEqual([]);
});

test('an address inside is refused, unless the config allows it', async () => {
  const { server, clock, problems } = await startSwitch((response) => response.end(), {
    allowPrivateAddresses: false,
  });
  await clock.move(120_000);
  expect(server.calls).toEqual([]);
  expect(problems.list()[0]?.text).toMatch(/private network/);
});

test('a config without it tells nobody, and what was wrong is forgotten', async () => {
  const { server, clock, problems, state } = await startSwitch((response) => {
    response.writeHead(500).end();
  });
  await clock.move(120_000);
  expect(problems.list()).toHaveLength(1);
  state.isWanted = false;
  const before = server.calls.length;
  await clock.move(120_000);
  expect(server.calls).toHaveLength(before);
  expect(problems.list()).toEqual([]);
});
