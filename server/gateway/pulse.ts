import { TocsinError } from '../protocol/errors.ts';
import { endSession } from './session.ts';
import type { Session } from './session.ts';

export interface PulseLimits {
  heartbeatMs: number;
  linkDeadMs: number;
  helloTimeoutMs: number;
}

/**
 * One look over all sessions: pings those whose turn it is, ends those that were silent for too
 * long or never said hello. `nowMs` is of the steady clock. Called by one interval for all of them.
 */
export function checkPulse(
  sessions: Iterable<Session>,
  nowMs: number,
  limits: PulseLimits,
  onEnded: (session: Session, error: TocsinError) => void = endSession,
): void {
  for (const session of sessions) {
    if (session.phase === 'ended') continue;
    if (nowMs - session.heardAt >= limits.linkDeadMs) {
      onEnded(session, new TocsinError('session_silent'));
    } else if (
      session.phase === 'awaiting-hello' &&
      nowMs - session.openedAt >= limits.helloTimeoutMs
    ) {
      onEnded(session, new TocsinError('hello_timeout'));
    } else if (nowMs >= session.nextPingAt) {
      session.nextPingAt = nowMs + limits.heartbeatMs;
      session.socket.ping();
    }
  }
}
