import type { AlertContent, SenderKind } from '../protocol/alert.ts';

/** One alert as a sender's adapter understood it. */
export interface IncomingAlert {
  action: 'fire' | 'acknowledge' | 'resolve';
  /** Unique among the alerts of one integration. */
  dedupKey: string;
  /** The service named by the sender; the integration's own, when it has one, wins. */
  service: string;
  content: AlertContent;
  /** When this episode began, by the sender's clock; null when the sender does not say. */
  startsAt: string | null;
  /** `resolve`: when it ended. `fire`: when it ends unless repeated. Null: not said. */
  endsAt: string | null;
}

/** A group of alerts that the sender cut (`unseen` > 0) or sent whole (0). */
export interface IncomingGroup {
  groupKey: string;
  unseen: number;
}

/** Where alerts come from: what the rules need to know of an integration. */
export interface Source {
  name: string;
  sender: SenderKind;
  /** Service of all its alerts; null: as the sender says. */
  service: string | null;
}

/** What became of a batch, once it is on disk. */
export interface IngestOutcome {
  opened: number;
  joined: number;
  changed: number;
  resolved: number;
  /** Repeats, late and out-of-order posts: nothing was to be done. */
  unchanged: number;
}
