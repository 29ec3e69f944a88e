import type { Alert } from '../../server/protocol/alert.ts';
import type { StoredAttachment } from '../../server/protocol/attachment.ts';
import type { Device, Person } from '../../server/protocol/identity.ts';
import type { CardSummary } from '../../server/protocol/card.ts';
import type { Incident } from '../../server/protocol/incident.ts';
import type { OnCallView } from '../../server/protocol/oncall.ts';
import type { Stopgap } from '../../server/protocol/stopgap.ts';
import type { ConfigView } from '../../server/protocol/teams.ts';
import type { AwayLine } from '../hub/away.ts';
import type { ChannelTest } from '../hub/channel-tests.ts';
import { isOfRow } from '../hub/command-subject.ts';
import type { LinkStatus } from '../hub/link.ts';
import type { OutboxEntry } from '../hub/outbox.ts';
import type { RoomKnowledge } from '../hub/room-knowledge.ts';
import type { CalendarWindowView, DrillView } from '../ipc/duty-views.ts';
import type { Settings, SoundView } from '../ipc/views.ts';
import type { SoughtTab } from '../ipc/work-views.ts';
import type { Loudness } from '../pager/loudness.ts';

/** All that views are made from, at one moment. */
export interface Knowledge {
  now: number;
  me: Person | null;
  /** Origin of the hub; null when not joined. */
  hub: string | null;
  link: LinkStatus;
  people: ReadonlyMap<string, Person>;
  /** Changes whenever `people` does. */
  peopleVersion: number;
  /** All that the hub knows, by id. */
  devices: ReadonlyMap<string, Device>;
  /** This laptop; null when not joined. */
  deviceId: string | null;
  incidents: ReadonlyMap<string, Incident>;
  alertsOf(incidentId: string): Alert[];
  /** Open ones by id; another map with each change. */
  stopgaps: ReadonlyMap<string, Stopgap>;
  /** Waiting ones by incident; another map with each change. */
  cards: ReadonlyMap<string, CardSummary>;
  config: ConfigView;
  /** Who is on call; another object with each change. */
  oncall: OnCallView;
  /** Changes whenever something in a calendar may have. */
  calendarVersion: number;
  /** Tests of this person's channels on their way, or failed. */
  channelTests: readonly ChannelTest[];
  /** One that waits for this person, or has just failed. */
  drill: DrillView | null;
  /** What the calendar was opened for. */
  soughtInCalendar: CalendarWindowView['sought'];
  rooms: RoomKnowledge;
  outbox: readonly OutboxEntry[];
  /** What this laptop can tell of an attachment that was added here; null when nothing. */
  attachmentOf(hash: string): StoredAttachment | null;
  whileAway: readonly AwayLine[];
  /** Milliseconds that the hub's clock is ahead of this one. */
  clockSkewMs: number;
  sound: SoundView;
  loudness: Loudness;
  isTest: boolean;
  selectedId: string | null;
  /** The entry that a room was opened for. */
  soughtIn(incidentId: string): { seq: number; count: number } | null;
  /** The tab that a room was opened for. */
  soughtTabIn(incidentId: string): SoughtTab | null;
  settings: Settings;
}

/** A moment of the hub's clock as this laptop's clock would have told it. */
export function toLocal(instant: string, clockSkewMs: number): string {
  if (clockSkewMs === 0) return instant;
  return new Date(Date.parse(instant) - clockSkewMs).toISOString();
}

/** A moment that a window named by this laptop's clock, as the hub's clock tells it. */
export function toHubTime(instant: string, clockSkewMs: number): string {
  return toLocal(instant, -clockSkewMs);
}

/** The newest command about each incident itself that the hub has not settled, or has refused. */
export function newestByIncident(outbox: readonly OutboxEntry[]): Map<string, OutboxEntry> {
  const newest = new Map<string, OutboxEntry>();
  for (const entry of outbox) {
    if (isOfRow(entry.command)) newest.set(entry.command.incidentId, entry);
  }
  return newest;
}
