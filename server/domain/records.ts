import type { StoredAttachment } from '../protocol/attachment.ts';
import type { Card } from '../protocol/card.ts';
import type { Checklist } from '../protocol/checklist.ts';
import type { Incident } from '../protocol/incident.ts';
import type { Actor, Person } from '../protocol/identity.ts';
import type { Drill, Override, Silence, Swap } from '../protocol/oncall.ts';
import type { RunbookVersion } from '../protocol/runbook.ts';
import type { Stopgap } from '../protocol/stopgap.ts';
import { emptyDirectory } from './directory.ts';
import type { Directory } from './directory.ts';
import type { NewEvent } from './hub-events.ts';
import type { KnownAlert } from './known-alert.ts';
import type { PagingRules } from './paging/paging-rules.ts';
import type { KnownMessage } from './known-message.ts';
import type { Turn, TurnType } from './turn.ts';

/** What the rules read, as of the last appended event, and where they append. */
export interface Records {
  /** Newest episode of a dedup key of an integration, running or over. */
  latestAlert(integration: string, dedupKey: string): KnownAlert | undefined;
  alert(alertId: string): KnownAlert | undefined;
  firingAlertIds(incidentId: string): string[];
  incident(incidentId: string): Incident | undefined;
  newestOpenIncident(service: string): Incident | undefined;
  openIncidentIds(): string[];
  /** Open incidents that miss alerts of this group. */
  incidentIdsWithUnseen(groupKey: string): string[];
  /** How often incidents were opened so far. */
  lastIncidentNumber(): number;
  /** Those who have a device to call; whoever has none left counts as not enrolled. */
  reachablePeople(): readonly Person[];
  /** Everybody who ever joined. */
  people(): readonly Person[];
  message(messageId: string): KnownMessage | undefined;
  /** An attachment whose bytes the hub has. */
  attachment(hash: string): StoredAttachment | undefined;
  /** The newest of an incident's turns of one type. */
  lastTurn(incidentId: string, type: TurnType): Turn | undefined;
  checklist(checklistId: string): Checklist | undefined;
  /** In the order in which they were attached, detached ones too. */
  checklistsOf(incidentId: string): Checklist[];
  /** A version that some checklist is a copy of. */
  runbook(hash: string): RunbookVersion | undefined;
  stopgap(stopgapId: string): Stopgap | undefined;
  /** In the order in which they were installed. */
  openStopgapsOf(incidentId: string): Stopgap[];
  /** All of them, in the order in which they were installed. */
  stopgapsOf(incidentId: string): Stopgap[];
  card(incidentId: string): Card | undefined;
  /** Those that are not over yet, in the order in which they were added. */
  overrides(): readonly Override[];
  override(overrideId: string): Override | undefined;
  /** Those that nobody has answered. */
  openSwaps(): readonly Swap[];
  swap(swapId: string): Swap | undefined;
  /** Who removed an override or answered a swap. */
  dutyEnd(id: string): DutyEnd | undefined;
  /** In force or to come, in the order in which they were made. */
  silences(): readonly Silence[];
  silence(silenceId: string): Silence | undefined;
  /** Open ones, and the last of each person. */
  drills(): readonly Drill[];
  drill(drillId: string): Drill | undefined;
  append(event: NewEvent): void;
}

/** Who made an end of something, and when. */
export interface DutyEnd {
  actor: Actor;
  at: string;
}

/** Time, ids and settings that a decision is made with. */
export interface Circumstances {
  nowMs: number;
  /** `nowMs` as the hub writes it. */
  at: string;
  newId: () => string;
  rules: IntakeRules;
  /** Who is paged now; asked for when somebody is to be called. */
  paging: () => PagingRules;
}

export interface IntakeRules {
  /** An alert joins its service's open incident within this time after that incident's last. */
  groupingWindowMs: number;
  /** How long after a resolve a firing post of an older episode counts as late. */
  reorderWindowMs: number;
  /** Which service an alert belongs to, and who is called for it. */
  directory: Directory;
}

export const defaultIntakeRules: IntakeRules = {
  groupingWindowMs: 5 * 60 * 1_000,
  reorderWindowMs: 10 * 60 * 1_000,
  directory: emptyDirectory,
};
