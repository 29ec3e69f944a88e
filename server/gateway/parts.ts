import type { Logger } from 'pino';
import type { Desk } from '../desk/contract.ts';
import type { TocsinError } from '../protocol/errors.ts';
import type { limits } from '../protocol/limits.ts';
import type { ConfigBroadcast } from './config-broadcast.ts';
import type { FanOut } from './fan-out.ts';
import type { GatewayObserver } from './observer.ts';
import type { OnCallBroadcast } from './oncall-broadcast.ts';
import type { Presence } from './presence.ts';
import type { SnapshotShelf } from './snapshot-shelf.ts';
import type { Session } from './session.ts';

export type GatewayLimits = { [Name in keyof typeof limits]: number };

/** What the parts of one gateway share. */
export interface GatewayParts {
  desk: Desk;
  log: Logger;
  observer: GatewayObserver;
  hubVersion: string;
  /** The epoch of the journal that this process has begun. */
  epoch: string;
  /** Epoch ms, for what is told to others. */
  now: () => number;
  /** Ms of a clock that nobody sets, for every time limit. */
  steadyNow: () => number;
  limits: GatewayLimits;
  fanOut: FanOut;
  snapshots: SnapshotShelf;
  presence: Presence;
  config: ConfigBroadcast;
  onCall: OnCallBroadcast;
  /** What is written to the session from now on reaches its device. */
  onWelcomed: (session: Session) => void;
  onLeft: (session: Session) => void;
  /** Ends a session with the close code of the error, and records that. */
  end: (session: Session, error: TocsinError) => void;
}
