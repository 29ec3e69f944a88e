import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkPulse } from './pulse.ts';
import type { Session, SessionPhase } from './session.ts';

const limits = { heartbeatMs: 10_000, linkDeadMs: 22_000, helloTimeoutMs: 5_000 };

function sessionAt(nowMs: number, phase: SessionPhase, onPing: () => void): Session {
  const socket = { ping: onPing };
  return {
    phase,
    openedAt: nowMs,
    heardAt: nowMs,
    nextPingAt: nowMs,
    socket,
  } as unknown as Session;
}

function look(session: Session, nowMs: number): string | null {
  let ended: string | null = null;
  checkPulse([session], nowMs, limits, (one, error) => {
    one.phase = 'ended';
    ended = error.code;
  });
  return ended;
}

test('a session that answers is pinged at the rate of the heartbeat and never ended', () => {
  let pings = 0;
  const session = sessionAt(0, 'live', () => (pings += 1));
  for (let nowMs = 0; nowMs < 100_000; nowMs += 500) {
    expect(look(session, nowMs)).toBeNull();
    session.heardAt = nowMs;
  }
  expect(pings).toBe(10);
});

test('a session that falls silent is ended in time, and only once', () => {
  const silence = fc.record({
    since: fc.nat({ max: 60_000 }),
    step: fc.integer({ min: 50, max: 500 }),
  });
  fc.assert(
    fc.property(silence, ({ since, step }) => {
      const session = sessionAt(since, 'live', () => undefined);
      let endedAt = 0;
      for (let nowMs = since; nowMs <= since + 30_000; nowMs += step) {
        if (look(session, nowMs) === 'session_silent') {
          expect(endedAt).toBe(0);
          endedAt = nowMs;
        }
      }
      expect(endedAt - since).toBeGreaterThanOrEqual(limits.linkDeadMs);
      expect(endedAt - since).toBeLessThanOrEqual(limits.linkDeadMs + step);
    }),
  );
});

test('a session without hello is ended, one that said it is not', () => {
  expect(
    look(
      sessionAt(0, 'awaiting-hello', () => undefined),
      4_999,
    ),
  ).toBeNull();
  expect(
    look(
      sessionAt(0, 'awaiting-hello', () => undefined),
      5_000,
    ),
  ).toBe('hello_timeout');
  expect(
    look(
      sessionAt(0, 'catching-up', () => undefined),
      5_000,
    ),
  ).toBeNull();
});
