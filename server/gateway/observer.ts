import type { ErrorCode } from '../protocol/errors.ts';
import type { WireEvent } from '../protocol/events.ts';
import type { FanOutReport } from './fan-out.ts';

/** What the gateway tells about itself, for metrics. Called in the hot path: be quick, never throw. */
export interface GatewayObserver {
  /** How many sessions are open now. */
  sessions(count: number): void;
  /** A commit was written to the live sessions. `lagMs`: since the first event was written to disk. */
  fannedOut(report: FanOutReport & { durationMs: number; lagMs: number }): void;
  /** An event was told to the live sessions. */
  told(event: WireEvent): void;
  /** A session said hello. */
  resumed(kind: 'replay' | 'snapshot'): void;
  /** The hub ended a session. */
  ended(code: ErrorCode): void;
  /** An upgrade request was refused. */
  refused(code: ErrorCode): void;
}

/** For those who do not want to know. */
export const silentObserver: GatewayObserver = {
  sessions: () => undefined,
  fannedOut: () => undefined,
  told: () => undefined,
  resumed: () => undefined,
  ended: () => undefined,
  refused: () => undefined,
};
