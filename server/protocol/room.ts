import { z } from 'zod';
import { Card } from './card.ts';
import { Checklist, RunOutcome, StepStatus } from './checklist.ts';
import { Stopgap } from './stopgap.ts';
import { Attachment } from './attachment.ts';
import { Actor, Id, Instant, Seq, Side } from './identity.ts';
import { MessageId, MessageKind, Mentions, Reaction } from './message.ts';
import {
  DeliveryState,
  ReleaseCause,
  ReportedStage,
  SeatHold,
  SkippedStep,
  UnheardTo,
} from './paging.ts';
import { Severity } from './severity.ts';
import { ResolveCause } from './alert.ts';
import { ContextKind } from './context.ts';

/** What every line of a room carries; `seq` is its place, and its name. */
const base = { seq: Seq, at: Instant, actor: Actor };

export const MessageEntry = z.object({
  ...base,
  kind: z.literal('message'),
  messageId: MessageId,
  messageKind: MessageKind,
  /** Empty once deleted. */
  text: z.string(),
  replyTo: MessageId.nullable(),
  attachments: z.array(Attachment),
  mentions: Mentions,
  /** What it said before, the oldest first, and until when. */
  history: z.array(z.object({ text: z.string(), until: Instant })),
  editedAt: Instant.nullable(),
  deletedAt: Instant.nullable(),
  /** Who reacted, in the order in which they did. */
  reactions: z.array(z.object({ reaction: Reaction, personIds: z.array(Id).min(1) })),
  isPinned: z.boolean(),
  isMilestone: z.boolean(),
});
export type MessageEntry = z.infer<typeof MessageEntry>;

/** Types of events that are lines of the timeline. */
export const factTypes = [
  'incident.opened',
  'alert.joined',
  'alert.changed',
  'alert.acknowledged-at-sender',
  'alert.resolved',
  'incident.raised',
  'incident.lowered',
  'seat.called',
  'seat.acknowledged',
  'seat.unacknowledged',
  'sound.silenced',
  'page.receipts',
  'group.truncated',
  'incident.mitigated',
  'incident.unmitigated',
  'incident.resolved',
  'person.paged',
  'person.answered',
  'message.pinned',
  'context.added',
  'checklist.attached',
  'checklist.detached',
  'step.added',
  'step.moved',
  'step.changed',
  'step.assigned',
  'step.due-set',
  'step.commented',
  'step.run-started',
  'step.run-finished',
  'step.overdue',
  'stopgap.installed',
  'stopgap.asked',
  'stopgap.extended',
  'stopgap.undone',
  'stopgap.permanence-asked',
  'stopgap.permanence-declined',
  'stopgap.made-permanent',
  'stopgap.probe-failed',
  'stopgap.probe-recovered',
  'incident.reopened',
  'incident.noise-marked',
  'cards.matched',
  'card.drafted',
  'card.edited',
  'card.accepted',
  'card.waived',
  'card.reminded',
  'card.written',
  'card.write-failed',
  'seat.planned',
  'seat.snoozed',
  'seat.lease-ended',
  'seat.held',
  'seat.released',
  'page.declined',
  'page.written',
  'page.unheard',
  'page.delivery',
  'handoff.changed',
  'handoff.due',
] as const;
export const FactType = z.enum(factTypes);
export type FactType = z.infer<typeof FactType>;

/** Something that happened, with as much of its event as words need. */
export const FactEntry = z.object({
  ...base,
  kind: z.literal('fact'),
  type: FactType,
  side: Side.optional(),
  personIds: z.array(Id).optional(),
  alertId: Id.optional(),
  /**
   * Of the alert, of the incident when raised, of the context item, of the runbook, of the step, what the
   * stopgap is, or the name of the channel.
   */
  title: z.string().optional(),
  severity: Severity.optional(),
  cause: ResolveCause.optional(),
  until: Instant.optional(),
  stage: ReportedStage.optional(),
  /** Alerts that a sender's group does not show. */
  count: z.int().optional(),
  contextKind: ContextKind.optional(),
  messageId: MessageId.optional(),
  isOn: z.boolean().optional(),
  stepStatus: StepStatus.optional(),
  outcome: RunOutcome.optional(),
  stopgapId: Id.optional(),
  /** Of the policy. */
  step: z.int().optional(),
  round: z.int().optional(),
  skipped: z.array(SkippedStep).optional(),
  holdKind: SeatHold.shape.kind.optional(),
  releaseCause: ReleaseCause.optional(),
  /** Who or what is tried next, since nothing sounded. */
  unheardTo: UnheardTo.optional(),
  deliveryState: DeliveryState.optional(),
  /** What somebody said with it: the reason, the answer of a step, a comment, what a probe found. */
  remark: z.string().optional(),
  isMilestone: z.boolean(),
});
export type FactEntry = z.infer<typeof FactEntry>;
/** What an event gives to its line, beside what all lines carry. */
export type FactDetails = Omit<FactEntry, 'kind' | 'seq' | 'at' | 'actor' | 'isMilestone'>;

/** A line of a room. */
export const RoomEntry = z.discriminatedUnion('kind', [MessageEntry, FactEntry]);
export type RoomEntry = z.infer<typeof RoomEntry>;

/** A room as plain data. */
export const RoomState = z.object({
  incidentId: Id,
  /** In order of `seq`. */
  entries: z.array(RoomEntry),
  /** Person → up to where they have read. */
  reads: z.record(Id, Seq),
  checklists: z.array(Checklist).default([]),
  stopgaps: z.array(Stopgap).default([]),
  card: Card.nullable().default(null),
});
export type RoomState = z.infer<typeof RoomState>;
