import type { Session } from './session.ts';

export interface Rate {
  commandsPerSecond: number;
  commandBurst: number;
}

/** Takes one token of the session's bucket; false when it is empty. `nowMs` is of the steady clock. */
export function takeToken(session: Session, nowMs: number, rate: Rate): boolean {
  const refill = ((nowMs - session.refilledAt) / 1_000) * rate.commandsPerSecond;
  session.tokens = Math.min(rate.commandBurst, session.tokens + Math.max(0, refill));
  session.refilledAt = nowMs;
  if (session.tokens < 1) return false;
  session.tokens -= 1;
  return true;
}
