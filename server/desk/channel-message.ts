import type { Side } from '../protocol/identity.ts';
import type { ChannelKind } from '../protocol/paging.ts';
import type { Severity } from '../protocol/severity.ts';

/** Who of a side is up or called. */
export interface SeatSummary {
  side: Side;
  state: 'ringing' | 'acknowledged' | 'held';
  /** Names: of the one who has the seat, else of those who are called. */
  names: string[];
}

/** One incident that a message is about. */
export interface MessagePage {
  incidentId: string;
  number: number;
  service: string;
  severity: Severity;
  title: string;
  openedAt: string;
  /** The seat that the person is to take. */
  side: Side;
  seats: SeatSummary[];
  /** Token of the link by which the person may answer; known to nobody but whoever gets the message. */
  token: string;
}

/** What one person is told over one of their channels. */
export interface ChannelMessage {
  /** The same when it is sent again. */
  id: string;
  kind: ChannelKind;
  /** `email`, `ntfy`, or the name of a webhook in the config. */
  name: string;
  /** An e-mail address, a topic, or what the webhook is told as `to`. */
  address: string;
  person: { id: string; name: string };
  /** IANA zone in which the person lives. */
  zone: string;
  /** The loudest first; none in a test. */
  pages: MessagePage[];
  /** Incidents that the person is paged for beside these. */
  moreCount: number;
  /** It is the last one for now: so many went there within the hour. Null: it is not. */
  limit: number | null;
}

/** One person's turn on one channel. */
export interface Lane {
  name: string;
  personId: string;
}
