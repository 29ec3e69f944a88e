import { z } from 'zod';
import { Alert, AlertContent, ResolveCause } from './alert.ts';
import { Attachment } from './attachment.ts';
import { ContextMeta } from './context.ts';
import { Actor, Device, Id, Instant, Person, Seq, Side } from './identity.ts';
import { limits } from './limits.ts';
import { Mentions, MessageId, MessageKind, MessageText, Reaction, WriterZone } from './message.ts';
import { Severity } from './severity.ts';

const incidentId = Id;

/** What every event carries: its place in the journal, when it was written, and who did it. */
const base = { seq: Seq, at: Instant, actor: Actor };

/**
 * The events that every enrolled device sees. `fold.ts` says what each does to an incident.
 * `withheld` stands in for an event that is none of the recipient's business, so that `seq` stays
 * free of gaps on the wire.
 */
export const VisibleEvent = z.discriminatedUnion('type', [
  z.object({ ...base, type: z.literal('person.enrolled'), person: Person }),
  z.object({ ...base, type: z.literal('device.added'), device: Device }),
  z.object({ ...base, type: z.literal('device.removed'), deviceId: Id }),
  z.object({
    ...base,
    type: z.literal('device.sound-changed'),
    deviceId: Id,
    sound: z.enum(['audible', 'silent']),
  }),
  /** A new incident, opened by `alert`. Both seats ring. */
  z.object({
    ...base,
    type: z.literal('incident.opened'),
    incidentId,
    number: z.int().min(1),
    service: z.string().min(1).max(limits.serviceLength),
    called: z.record(Side, z.array(Id)),
    alert: Alert,
  }),
  /** One more alert of an open incident. Rings nobody by itself. */
  z.object({ ...base, type: z.literal('alert.joined'), incidentId, alert: Alert }),
  z.object({
    ...base,
    type: z.literal('alert.changed'),
    incidentId,
    alertId: Id,
    content: AlertContent,
  }),
  z.object({ ...base, type: z.literal('alert.acknowledged-at-sender'), incidentId, alertId: Id }),
  z.object({
    ...base,
    type: z.literal('alert.resolved'),
    incidentId,
    alertId: Id,
    cause: ResolveCause,
  }),
  /** The severity rose: both seats ring again, but for the one that `keeps` names. */
  z.object({
    ...base,
    type: z.literal('incident.raised'),
    incidentId,
    severity: Severity,
    title: z.string().min(1).max(limits.titleLength),
    /** The seat of the person who raised it and has it. */
    keeps: Side.optional(),
  }),
  /** A person found it less severe. Rings nobody. */
  z.object({ ...base, type: z.literal('incident.lowered'), incidentId, severity: Severity }),
  /** People enrolled after the incident opened are paged too, while the seat rings. */
  z.object({
    ...base,
    type: z.literal('seat.called'),
    incidentId,
    side: Side,
    personIds: z.array(Id).min(1),
  }),
  z.object({ ...base, type: z.literal('seat.acknowledged'), incidentId, side: Side, personId: Id }),
  /** The seat rings again. */
  z.object({
    ...base,
    type: z.literal('seat.unacknowledged'),
    incidentId,
    side: Side,
    personId: Id,
  }),
  z.object({
    ...base,
    type: z.literal('sound.silenced'),
    incidentId,
    personId: Id,
    until: Instant,
  }),
  z.object({
    ...base,
    type: z.literal('page.receipts'),
    personId: Id,
    deviceId: Id,
    stage: z.enum(['shown', 'sounded']),
    incidentIds: z.array(Id).min(1).max(limits.receiptIncidents),
  }),
  /** A sender's group holds `unseen` alerts that it did not send (0: all are seen again). */
  z.object({
    ...base,
    type: z.literal('group.truncated'),
    incidentId,
    groupKey: z.string().max(limits.dedupKeyLength),
    unseen: z.int().min(0),
  }),
  z.object({ ...base, type: z.literal('incident.mitigated'), incidentId }),
  z.object({ ...base, type: z.literal('incident.unmitigated'), incidentId }),
  z.object({ ...base, type: z.literal('incident.resolved'), incidentId }),
  /** Somebody called this person by name: their laptops ring, whoever has the seat. */
  z.object({ ...base, type: z.literal('person.paged'), incidentId, side: Side, personId: Id }),
  /** The person who was paged by name is up. */
  z.object({ ...base, type: z.literal('person.answered'), incidentId, personId: Id }),
  z.object({
    ...base,
    type: z.literal('message.posted'),
    incidentId,
    messageId: MessageId,
    kind: MessageKind,
    text: MessageText,
    /** The message that it answers. */
    replyTo: MessageId.nullable(),
    attachments: z.array(Attachment).max(limits.attachmentsPerMessage),
    mentions: Mentions,
    zone: WriterZone.optional(),
  }),
  z.object({
    ...base,
    type: z.literal('message.edited'),
    incidentId,
    messageId: MessageId,
    text: MessageText,
    mentions: Mentions,
  }),
  z.object({ ...base, type: z.literal('message.deleted'), incidentId, messageId: MessageId }),
  z.object({
    ...base,
    type: z.literal('message.reacted'),
    incidentId,
    messageId: MessageId,
    personId: Id,
    reaction: Reaction,
    isOn: z.boolean(),
  }),
  z.object({
    ...base,
    type: z.literal('message.pinned'),
    incidentId,
    messageId: MessageId,
    isOn: z.boolean(),
  }),
  /** Whether it is a milestone of the incident. */
  z.object({
    ...base,
    type: z.literal('message.marked'),
    incidentId,
    messageId: MessageId,
    isOn: z.boolean(),
  }),
  /** The person has seen everything up to `upTo`. */
  z.object({ ...base, type: z.literal('room.read'), incidentId, personId: Id, upTo: Seq }),
  /** The context pack has this item now; `GET /api/incidents/:incident/context` gives its content. */
  z.object({ ...base, type: z.literal('context.added'), incidentId, item: ContextMeta }),
]);
export type VisibleEvent = z.infer<typeof VisibleEvent>;

export const WithheldEvent = z.object({ seq: Seq, type: z.literal('withheld') });
export const WireEvent = z.discriminatedUnion('type', [...VisibleEvent.options, WithheldEvent]);
export type WireEvent = z.infer<typeof WireEvent>;
