import type { DeviceLinks } from '../domain/paging/device-links.ts';
import type { CardFile } from '../domain/card/card-file.ts';
import type { IncomingAlert, IncomingGroup, IngestOutcome } from '../domain/incoming.ts';
import type { RunbookRun } from '../domain/runbook/suggest/runbook-run.ts';
import type { Alert, SenderKind } from '../protocol/alert.ts';
import type { AttachmentHash, StoredAttachment } from '../protocol/attachment.ts';
import type { ChannelsAnswer } from '../protocol/channels-api.ts';
import type { CardSummary } from '../protocol/card.ts';
import type { RunOutcome } from '../protocol/checklist.ts';
import type { Command, CommandAnswer, Report } from '../protocol/commands.ts';
import type { WireEvent } from '../protocol/events.ts';
import type { Actor, Device, Person, Side } from '../protocol/identity.ts';
import type { Incident } from '../protocol/incident.ts';
import type { JoinRequest, JoinResponse } from '../protocol/join.ts';
import type {
  ContextAnswer,
  ContextPack,
  DeployRequest,
  ExportFormat,
  History,
  NewContextItem,
  SearchAnswer,
  SearchQuery,
} from '../protocol/room-api.ts';
import type { ReportFormat, ReportQuery, Reports } from '../protocol/reports.ts';
import type { RunbookOffers, RunbookReference, RunbookVersion } from '../protocol/runbook.ts';
import type {
  Calendar,
  CalendarQuery,
  Gap,
  LeaveImported,
  OnCallView,
  RotaView,
} from '../protocol/oncall.ts';
import type { Severity } from '../protocol/severity.ts';
import type { Stopgap } from '../protocol/stopgap.ts';
import type { ConfigView } from '../protocol/teams.ts';
import type { SendOutcome } from '../domain/paging/delivering.ts';
import type { LinkAnswer, LinkView } from './answering-links.ts';
import type { ChannelMessage, Lane } from './channel-message.ts';
import type { TakenDeliveries } from './delivering.ts';
import type { CardOutcome } from './writing-cards.ts';

export type { DeviceLinks, LinkState } from '../domain/paging/device-links.ts';
export type { CardFile } from '../domain/card/card-file.ts';
export type { CardOutcome } from './writing-cards.ts';
export type { ChannelMessage, Lane, MessagePage } from './channel-message.ts';
export type { LinkAnswer, LinkEnd, LinkView } from './answering-links.ts';
export type { TakenDeliveries } from './delivering.ts';
export type { SendOutcome } from '../domain/paging/delivering.ts';
export type { IncomingAlert, IncomingGroup, IngestOutcome } from '../domain/incoming.ts';

export interface IncomingBatch {
  integration: Integration;
  alerts: IncomingAlert[];
  group: IncomingGroup | null;
}

export interface Integration {
  id: string;
  name: string;
  sender: SenderKind;
  /** Service of all its alerts; null: as the sender says. */
  service: string | null;
  /** Name of a mapping of the config, for `generic`. */
  mapping: string | null;
  createdAt: string;
  revokedAt: string | null;
}

export interface DeviceIdentity {
  person: Person;
  deviceId: string;
  /** IANA zone of the device now, if it told; goes with what its person does. */
  zone?: string;
}

export interface Snapshot {
  seq: number;
  people: Person[];
  devices: Device[];
  incidents: Incident[];
  alerts: Alert[];
  /** Those that are open. */
  stopgaps: Stopgap[];
  /** Those that wait for their team. */
  cards: CardSummary[];
}

export type AdminCommand =
  | {
      type: 'key.create';
      name: string;
      sender: Exclude<SenderKind, 'cli'>;
      service: string | null;
      mapping: string | null;
    }
  | { type: 'key.list' }
  | { type: 'key.revoke'; nameOrId: string }
  /** `side` null: that of the person's teams in the config, or where the person stands already. */
  | { type: 'invite.create'; personName: string; side: Side | null }
  | { type: 'device.list' }
  | { type: 'device.revoke'; deviceId: string }
  | {
      type: 'alert.send';
      severity: Severity;
      service: string;
      title: string;
      dedupKey: string | null;
      action: 'fire' | 'resolve';
    }
  /** `incident`: id or number. */
  | { type: 'incident.export'; incident: string; format: ExportFormat }
  | { type: 'reports.read'; query: ReportQuery; format: ReportFormat }
  /** What changed the rules of paging since an instant. */
  | { type: 'audit.read'; since: string }
  /** How a runbook was carried out; `file` is its whole path, with forward slashes. */
  | { type: 'runbook.runs'; file: string; hash: string }
  | { type: 'context.add'; incident: string; items: NewContextItem[] }
  | { type: 'deploy.record'; deploy: DeployRequest }
  /** `at` null: now. */
  | { type: 'oncall.read'; at: string | null }
  | { type: 'oncall.calendar'; query: CalendarQuery }
  /** Leave of a person, by name or id, as the text of an iCalendar file. `rotaId` null: every rota of theirs. */
  | { type: 'oncall.import'; person: string; rotaId: string | null; file: string };

export interface AdminResults {
  /** `key` is the secret, 32 lower-case hex characters, given once. */
  'key.create': { integration: Integration; key: string };
  'key.list': { integrations: Integration[] };
  'key.revoke': { integration: Integration };
  'invite.create': { person: Person; code: string; expiresAt: string };
  'device.list': {
    devices: (Device & { personName: string; side: Side; enrolledAt: string })[];
  };
  'device.revoke': { deviceId: string };
  'alert.send': { outcome: IngestOutcome; dedupKey: string };
  'incident.export': ExportedIncident;
  'reports.read': ExportedReports;
  /** In order. */
  'audit.read': { entries: AuditEntry[] };
  'runbook.runs': RunbookRuns;
  'context.add': ContextAnswer;
  'deploy.record': { deployId: string };
  'oncall.read': OnCallReport;
  'oncall.calendar': Calendar;
  'oncall.import': LeaveImported;
}

/** How a runbook was carried out in incidents that are over, the newest first. */
export interface RunbookRuns {
  /** Below its folder on the hub; null when it was never attached. */
  path: string | null;
  runs: Omit<RunbookRun, 'runbook'>[];
  /** All versions that these are copies of. */
  versions: RunbookVersion[];
}

/** One change of the rules of paging. */
export interface AuditEntry {
  at: string;
  /** Of its event. */
  type: string;
  /** Name of a person or an integration, or `hub`. */
  by: string;
  /** In words, of one line or more. */
  text: string;
}

/** Who is on call in all teams of the config at a time, then, and in which of the next weeks nobody. */
export interface OnCallReport {
  at: string;
  teams: {
    id: string;
    name: string;
    side: Side;
    /** False when nobody has joined: then all of its side are called. */
    hasPeople: boolean;
    rotas: RotaView[];
    gaps: Gap[];
  }[];
}

export interface ExportedIncident {
  /** Fit for any file system: `incident-41-checkout.md`. */
  fileName: string;
  text: string;
}

export interface ExportedReports {
  /** Fit for any file system: `tocsin-reports-2026-11-02-to-2026-11-30.csv`. */
  fileName: string;
  text: string;
}

/** Commands of a step, as the team's automation is told of them. */
export interface RunOrder {
  runId: string;
  /** Name of the hook in the config. */
  hook: string;
  incident: Pick<Incident, 'id' | 'number' | 'title' | 'status' | 'openedAt'>;
  service: string;
  severity: Severity;
  checklist: { id: string };
  runbook: RunbookReference;
  step: { id: string; text: string };
  commands: { language: string; text: string };
  person: { id: string; name: string };
}

/** What became of commands; `output` may hold anything. */
export interface RunResult {
  outcome: RunOutcome;
  httpStatus: number | null;
  durationMs: number | null;
  output: string | null;
}

/** Events of one commit, in order of `seq`, as devices may see them. */
export type CommitListener = (events: WireEvent[]) => void;

/**
 * The hub's use cases. Every promise that changes something settles after the commit; listeners are
 * told after the promises of that commit have settled. Errors are `TocsinError`.
 */
export interface Desk {
  readonly hubId: string;
  /** `seq` of the newest committed event. */
  head(): number;
  /** `seq` of the last committed event of an epoch; null when this journal does not know it. */
  lastSeqOf(epoch: string): number | null;
  /** @throws TocsinError `overloaded`, `journal_unwritable`, `shutting_down` */
  ingest(batch: IncomingBatch): Promise<IngestOutcome>;
  /** Never throws for a refused command: the answer says why. */
  command(commandId: string, command: Command, from: DeviceIdentity): Promise<CommandAnswer>;
  report(report: Report, from: DeviceIdentity): Promise<void>;
  /**
   * Follows pages to the devices that these links reach, and people on call to their laptops, from now
   * on; returns how to stop it.
   */
  useLinks(links: DeviceLinks): () => void;
  /** @throws TocsinError `invite_unknown`, `invite_expired`, `invite_used` */
  join(request: JoinRequest): Promise<JoinResponse>;
  /** @throws TocsinError `name_taken`, `key_not_found`, `device_not_found`, `side_missing`, `side_against_config` */
  admin<T extends AdminCommand>(command: T): Promise<AdminResults[T['type']]>;
  /** Finds a device by its token; null when unknown or revoked. */
  findDevice(deviceToken: string): Promise<DeviceIdentity | null>;
  /** Finds an integration by its key, revoked ones too; null when unknown. */
  findIntegration(key: string): Promise<Integration | null>;
  /** Committed events after `since`, at most `limit`, as devices may see them. */
  readEvents(since: number, limit: number): Promise<WireEvent[]>;
  readSnapshot(): Promise<Snapshot>;
  onCommitted(listener: CommitListener): () => void;
  /**
   * What happened in an incident after the `seq` that is given, in order; `incident` is its id or number.
   * @throws TocsinError `incident_unknown`
   */
  readHistory(incident: string, after: number): Promise<History>;
  /** @throws TocsinError `incident_unknown` */
  readContext(incident: string): Promise<ContextPack>;
  /**
   * Adds to the context pack of an incident, open or not; secrets in log lines are redacted first.
   * @throws TocsinError `incident_unknown`, `context_too_large`
   */
  addContext(incident: string, items: NewContextItem[], actor: Actor): Promise<ContextAnswer>;
  /** Notes a deploy, and adds it to the context of the service's open incidents. */
  recordDeploy(request: DeployRequest, actor: Actor): Promise<{ deployId: string }>;
  /** Notes an attachment whose bytes are in the hub's folder. Idempotent. */
  noteAttachment(attachment: StoredAttachment, actor: Actor): Promise<void>;
  findAttachment(hash: AttachmentHash): Promise<StoredAttachment | null>;
  search(query: SearchQuery): Promise<SearchAnswer>;
  /** @throws TocsinError `incident_unknown` */
  exportIncident(incident: string, format: ExportFormat): Promise<ExportedIncident>;
  /** Counts what happened in a span of time. */
  readReports(query: ReportQuery): Promise<Reports>;
  /** The same as a file. */
  exportReports(query: ReportQuery, format: ReportFormat): Promise<ExportedReports>;
  /** @throws TocsinError `runbook_unknown` */
  readRunbook(hash: string): Promise<RunbookVersion>;
  /** @throws TocsinError `incident_unknown` */
  readOffers(incident: string): Promise<RunbookOffers>;
  /** Accepted cards that are in no file yet, as their files are to be; at most `count`. */
  readUnwrittenCards(count: number): CardFile[];
  /** Notes what became of a card's file. */
  noteCardFile(incidentId: string, outcome: CardOutcome): Promise<void>;
  /** What of the config laptops know, as of now. */
  readConfig(): ConfigView;
  /** Who is on call and what concerns that, as of now. */
  readOnCall(): OnCallView;
  /** @throws TocsinError `query_invalid` */
  readCalendar(query: CalendarQuery): Promise<Calendar>;
  /**
   * Gives the secret of an address for calendar programs. `rotaId` null: all shifts of the person.
   * @throws TocsinError `rota_unknown`, `subscriptions_full`
   */
  subscribe(rotaId: string | null, from: DeviceIdentity): Promise<string>;
  /** Revokes the person's addresses of a rota, or of their own shifts; says how many. */
  unsubscribe(rotaId: string | null, from: DeviceIdentity): Promise<number>;
  /** The calendar behind an address. @throws TocsinError `subscription_unknown` */
  readSubscription(token: string): Promise<string>;
  /** @throws TocsinError `calendar_unreadable`, `calendar_too_large`, `overrides_full` */
  importOwnLeave(file: Uint8Array, from: DeviceIdentity): Promise<LeaveImported>;
  /** How the hub reaches a person without a laptop. */
  readChannels(personId: string): Promise<ChannelsAnswer>;
  /** @throws TocsinError `link_unknown` */
  readLink(token: string): LinkView;
  /**
   * Answers a page by the link of one of its messages, once; a link that cannot be used changes nothing.
   * @throws TocsinError `link_unknown`
   */
  useLink(token: string, answer: LinkAnswer): Promise<LinkView>;
  /** Who is to be sent something now over which channel, at most `perChannel` for each of them. */
  dueLanes(perChannel: number): Lane[];
  /** When the next delivery is due of those that are not due yet, in epoch ms; null when none is. */
  nextDeliveryMs(): number | null;
  /** All that is to be told to one person over one channel now; null when nothing is left to tell. */
  takeDeliveries(lane: Lane): Promise<TakenDeliveries | null>;
  /** Notes what became of a message. `random` is from 0 to below 1, for when it is tried again. */
  noteDeliveries(ids: readonly string[], outcome: SendOutcome, random: number): Promise<void>;
  /** Ids of the tests of channels that have no result, the oldest first. */
  testsUnderWay(): string[];
  /** What a test sends: nothing when it has a result, or the config names no such channel any more. */
  readTest(testId: string): Promise<ChannelMessage[]>;
  /** Notes the result of a test; one that has a result keeps it. */
  noteTest(testId: string, result: SendOutcome): Promise<void>;
  /** Does what is due; returns when the next thing is due, in epoch ms. */
  runDue(): Promise<number | null>;
}
