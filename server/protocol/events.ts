import { z } from 'zod';
import { Alert, AlertContent, ResolveCause } from './alert.ts';
import { Attachment } from './attachment.ts';
import { cardEvents } from './card-events.ts';
import {
  ChecklistProgress,
  RunOutcome,
  StepAnswer,
  StepId,
  StepReason,
  StepStatus,
  StepText,
} from './checklist.ts';
import { ContextMeta } from './context.ts';
import { dutyEvents } from './duty-events.ts';
import { Actor, Device, Id, Instant, Person, Seq, Side } from './identity.ts';
import { limits } from './limits.ts';
import { Mentions, MessageId, MessageKind, MessageText, Reaction } from './message.ts';
import {
  Delivery,
  Handoff,
  ReleaseCause,
  ReportedStage,
  SeatHold,
  SeatPlan,
  SkippedStep,
  UnheardTo,
} from './paging.ts';
import { RunbookReference } from './runbook.ts';
import { Severity } from './severity.ts';
import { Stopgap } from './stopgap.ts';

const incidentId = Id;

/** What every event carries: its place in the journal, when it was written, and who did it. */
const base = { seq: Seq, at: Instant, actor: Actor };

/** What every event of a step carries; `stepText` is for the timeline, shortened. */
const ofStep = {
  ...base,
  incidentId,
  checklistId: Id,
  stepId: StepId,
  stepText: z.string().max(limits.titleLength),
};

const ofStopgap = { ...base, incidentId, stopgapId: Id };

const reason = z.string().min(1).max(limits.reasonLength);

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
  /**
   * A step of the policy pages these people; so are those paged who become members while the seat rings.
   * Who was called before is paged again: their silence ends.
   */
  z.object({
    ...base,
    type: z.literal('seat.called'),
    incidentId,
    side: Side,
    personIds: z.array(Id).min(1),
    /** The step of the policy that calls them, as in `SeatPlan`; absent: none does, or the whole side is called. */
    step: z.int().min(1).optional(),
    round: z.int().min(1).optional(),
  }),
  z.object({
    ...base,
    type: z.literal('seat.acknowledged'),
    incidentId,
    side: Side,
    personId: Id,
    /** When the person is asked again; absent: not. */
    leaseUntil: Instant.optional(),
    /** Over the link of this delivery, instead of with a laptop. */
    deliveryId: Id.optional(),
  }),
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
    stage: ReportedStage,
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

  /** `GET /api/runbooks/:hash` gives the runbook. `progress` is that of all checklists, as in what follows. */
  z.object({
    ...base,
    type: z.literal('checklist.attached'),
    incidentId,
    checklistId: Id,
    runbook: RunbookReference.nullable(),
    reasons: z.array(z.string()).max(limits.checklistReasons),
    progress: ChecklistProgress,
  }),
  z.object({
    ...base,
    type: z.literal('checklist.detached'),
    incidentId,
    checklistId: Id,
    progress: ChecklistProgress,
  }),
  z.object({
    ...ofStep,
    type: z.literal('step.added'),
    after: StepId.nullable(),
    text: StepText,
    role: Side.nullable(),
    isCritical: z.boolean(),
    progress: ChecklistProgress,
  }),
  z.object({ ...ofStep, type: z.literal('step.moved'), after: StepId.nullable() }),
  z.object({
    ...ofStep,
    type: z.literal('step.changed'),
    from: StepStatus,
    status: StepStatus,
    reason: StepReason.nullable(),
    answer: StepAnswer.nullable(),
    personId: Id,
    /** When it is due from now on. */
    dueAt: Instant.nullable(),
    progress: ChecklistProgress,
  }),
  /** `personId` null: nobody any more. `dueAt`: when it is due from now on. */
  z.object({
    ...ofStep,
    type: z.literal('step.assigned'),
    personId: Id.nullable(),
    dueAt: Instant.nullable(),
  }),
  z.object({ ...ofStep, type: z.literal('step.due-set'), dueAt: Instant.nullable() }),
  z.object({
    ...ofStep,
    type: z.literal('step.commented'),
    text: z.string().min(1).max(limits.commentLength),
  }),
  /** The hub gives the commands of the step's `part` to the team's automation. */
  z.object({
    ...ofStep,
    type: z.literal('step.run-started'),
    runId: z.uuid(),
    part: z.int().min(0),
    hook: z.string().max(limits.nameLength),
  }),
  /** `unknown`: the hub stopped meanwhile; it does not ask again. */
  z.object({
    ...ofStep,
    type: z.literal('step.run-finished'),
    runId: z.uuid(),
    outcome: RunOutcome,
    httpStatus: z.int().nullable(),
    durationMs: z.int().min(0).nullable(),
    output: z.string().max(limits.runOutputLength).nullable(),
  }),
  /** A critical step is late: knocks at the laptops of `personIds`; first its assignee, then the room. */
  z.object({
    ...ofStep,
    type: z.literal('step.overdue'),
    dueAt: Instant,
    tells: z.enum(['assignee', 'room']),
    personIds: z.array(Id),
  }),

  /** The incident is mitigated from now on. */
  z.object({ ...base, type: z.literal('stopgap.installed'), incidentId, stopgap: Stopgap }),
  /** It has expired: its owners are asked, in their business hours, what becomes of it. */
  z.object({ ...ofStopgap, type: z.literal('stopgap.asked'), personIds: z.array(Id) }),
  z.object({ ...ofStopgap, type: z.literal('stopgap.extended'), until: Instant, reason }),
  /** The cause is fixed and the measure undone. */
  z.object({
    ...ofStopgap,
    type: z.literal('stopgap.undone'),
    note: z.string().max(limits.reasonLength).nullable(),
  }),
  z.object({ ...ofStopgap, type: z.literal('stopgap.permanence-asked'), reason }),
  z.object({ ...ofStopgap, type: z.literal('stopgap.permanence-declined'), reason }),
  /** A second person agreed that it stays. */
  z.object({ ...ofStopgap, type: z.literal('stopgap.made-permanent') }),
  z.object({
    ...ofStopgap,
    type: z.literal('stopgap.probe-failed'),
    detail: z.string().max(limits.probeDetailLength),
  }),
  z.object({ ...ofStopgap, type: z.literal('stopgap.probe-recovered') }),
  /** What held does not hold any more: both seats ring again. */
  z.object({ ...base, type: z.literal('incident.reopened'), incidentId, stopgapId: Id }),

  ...cardEvents,

  /** What comes next for a seat that rings, after whatever began or continued its policy. */
  z.object({
    ...base,
    type: z.literal('seat.planned'),
    incidentId,
    side: Side,
    plan: SeatPlan,
    /** Steps that were passed over on the way to this one. */
    skipped: z.array(SkippedStep),
  }),
  /** The one who has the seat is asked again at `until`. */
  z.object({
    ...base,
    type: z.literal('seat.snoozed'),
    incidentId,
    side: Side,
    personId: Id,
    until: Instant,
  }),
  /** The acknowledgement has run out: the seat rings for who had it. */
  z.object({ ...base, type: z.literal('seat.lease-ended'), incidentId, side: Side, personId: Id }),
  /** The seat is silent until a time. */
  z.object({ ...base, type: z.literal('seat.held'), incidentId, side: Side, hold: SeatHold }),
  /** The seat rings again; its policy begins anew. */
  z.object({
    ...base,
    type: z.literal('seat.released'),
    incidentId,
    side: Side,
    cause: ReleaseCause,
  }),
  /** This person cannot come. */
  z.object({ ...base, type: z.literal('page.declined'), incidentId, side: Side, personId: Id }),
  /** To which devices the hub wrote a page, and which had no link. */
  z.object({
    ...base,
    type: z.literal('page.written'),
    incidentIds: z.array(Id).min(1).max(limits.receiptIncidents),
    devices: z.array(z.object({ personId: Id, deviceId: Id, isUnreachable: z.boolean() })),
  }),
  /** Nothing of this person's has sounded in time: their channels, then the next person, are called. */
  z.object({
    ...base,
    type: z.literal('page.unheard'),
    incidentId,
    side: Side,
    personId: Id,
    to: UnheardTo,
  }),
  /** A page on its way over a channel came to this state; the first time it is new. */
  z.object({
    ...base,
    type: z.literal('page.delivery'),
    incidentId,
    side: Side,
    personId: Id,
    delivery: Delivery,
  }),
  /** A hand-off packet is owed, or given. */
  z.object({ ...base, type: z.literal('handoff.changed'), incidentId, handoff: Handoff }),
  /** Knocks at the laptops of `personIds`: who owes the packet, and who waits for it. */
  z.object({ ...base, type: z.literal('handoff.due'), incidentId, personIds: z.array(Id) }),

  ...dutyEvents,
]);
export type VisibleEvent = z.infer<typeof VisibleEvent>;

export const WithheldEvent = z.object({ seq: Seq, type: z.literal('withheld') });
export const WireEvent = z.discriminatedUnion('type', [...VisibleEvent.options, WithheldEvent]);
export type WireEvent = z.infer<typeof WireEvent>;
