import { z } from 'zod';
import { Attachment } from './attachment.ts';
import { Actor, Id, Instant, Seq, Side } from './identity.ts';
import { MessageId, MessageKind, Mentions, Reaction, WriterZone } from './message.ts';
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
  /** Zone of its writer then, if their laptop told it. */
  zone: WriterZone.optional(),
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
  /** Of the alert, of the incident when raised, or of the context item. */
  title: z.string().optional(),
  severity: Severity.optional(),
  cause: ResolveCause.optional(),
  until: Instant.optional(),
  stage: z.enum(['shown', 'sounded']).optional(),
  /** Alerts that a sender's group does not show. */
  count: z.int().optional(),
  contextKind: ContextKind.optional(),
  messageId: MessageId.optional(),
  isOn: z.boolean().optional(),
  isMilestone: z.boolean(),
});
export type FactEntry = z.infer<typeof FactEntry>;

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
});
export type RoomState = z.infer<typeof RoomState>;
