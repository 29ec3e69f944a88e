import { z } from 'zod';
import { Card, CardSummary } from '../../server/protocol/card.ts';
import { Checklist } from '../../server/protocol/checklist.ts';
import { Id, Instant } from '../../server/protocol/identity.ts';
import { Runbook, RunbookHash, RunbookOffer } from '../../server/protocol/runbook.ts';
import { Stopgap } from '../../server/protocol/stopgap.ts';
import { TeamView } from '../../server/protocol/teams.ts';
import { PersonView } from './person-view.ts';

/**
 * What the main process shows of checklists, stopgaps and cards. All instants in it, and all that a
 * window sends back in a command, are by this laptop's clock; the main process turns them into the
 * hub's. Only room entries carry the hub's own.
 */

/** A runbook that some checklist of the room is a copy of; told once per window and version. */
export const RoomRunbookPush = z.object({ incidentId: Id, hash: RunbookHash, runbook: Runbook });
export type RoomRunbookPush = z.infer<typeof RoomRunbookPush>;

/** All of a room's working side but its runbooks; whole, and at once, each time that something of it changes. */
export const RoomWorkPush = z.object({
  incidentId: Id,
  checklists: z.array(Checklist),
  /** Hashes of runbooks that cannot be had now. */
  missingRunbooks: z.array(RunbookHash),
  stopgaps: z.array(Stopgap),
  card: Card.nullable(),
});
export type RoomWorkPush = z.infer<typeof RoomWorkPush>;

/** Null: the hub cannot be asked now. */
export const RunbookOffersView = z.array(RunbookOffer).nullable();

/** What of the working side a room is to show first. */
export const workTabs = ['checklist', 'stopgaps', 'context', 'card', 'handoff'] as const;
export const WorkTab = z.enum(workTabs);
export type WorkTab = z.infer<typeof WorkTab>;

/** Teams for times such as "until payments opens". */
export const TeamTimes = TeamView.omit({ memberIds: true }).extend({
  /** This person is in it. */
  isMine: z.boolean(),
});
export type TeamTimes = z.infer<typeof TeamTimes>;

/** A stopgap that is open, for the board. */
export const StopgapRow = Stopgap.extend({
  incidentTitle: z.string(),
  owner: PersonView.nullable(),
  installer: PersonView.nullable(),
  isOverdue: z.boolean(),
  /** This person may answer for it. */
  isMine: z.boolean(),
});
export type StopgapRow = z.infer<typeof StopgapRow>;

export const CardRow = CardSummary.extend({ isMine: z.boolean(), isOverdue: z.boolean() });
export type CardRow = z.infer<typeof CardRow>;

/** Something that waits for this person, the most urgent first. */
export const DutyView = z.object({
  kind: z.enum(['step', 'stopgap', 'permanence', 'card', 'handoff']),
  incidentId: Id,
  incidentNumber: z.int(),
  text: z.string(),
  since: Instant,
  isOverdue: z.boolean(),
  tab: WorkTab,
});
export type DutyView = z.infer<typeof DutyView>;

/** A tab to go to; `count` grows each time that one is asked for. */
export const SoughtTab = z.object({ tab: WorkTab, count: z.int() });
export type SoughtTab = z.infer<typeof SoughtTab>;

/** An open stopgap of the service of an incident, installed in another one. */
export const EarlierStopgap = z.object({
  incidentId: Id,
  incidentNumber: z.int(),
  what: z.string(),
  expiresAt: Instant,
  isOverdue: z.boolean(),
});
export type EarlierStopgap = z.infer<typeof EarlierStopgap>;
