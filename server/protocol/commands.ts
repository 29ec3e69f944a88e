import { z } from 'zod';
import { AttachmentReference } from './attachment.ts';
import { CardContent } from './card.ts';
import { StepAnswer, StepId, StepReason, StepStatus, StepText } from './checklist.ts';
import { Actor, Id, Instant, Seq, Side } from './identity.ts';
import { limits } from './limits.ts';
import { MessageId, MessageKind, MessageText, Reaction } from './message.ts';
import { SelfCheck, Silence } from './oncall.ts';
import { ReportedStage } from './paging.ts';
import { RunbookHash } from './runbook.ts';
import { Severity } from './severity.ts';
import { ProbeUrl, StepReference, StopgapText } from './stopgap.ts';

const ofMessage = { incidentId: Id, messageId: MessageId };
const ofStep = { incidentId: Id, checklistId: Id, stepId: StepId };
const ofStopgap = { incidentId: Id, stopgapId: Id };
const reason = z.string().trim().min(1).max(limits.reasonLength);
const handoffText = z.string().trim().max(limits.handoffLength);
const span = z.object({ from: Instant, until: Instant });

/** What a person may ask of the hub about an incident. The seat acted on is that of their own side. */
export const IncidentCommand = z.discriminatedUnion('type', [
  z.object({ type: z.literal('incident.acknowledge'), incidentId: Id }),
  z.object({ type: z.literal('incident.unacknowledge'), incidentId: Id }),
  z.object({ type: z.literal('incident.resolve'), incidentId: Id }),
  /** Stops the sound on all devices of this person until the time that the hub answers with. */
  z.object({ type: z.literal('sound.silence'), incidentId: Id }),
  z.object({ type: z.literal('incident.mitigate'), incidentId: Id }),
  z.object({ type: z.literal('incident.unmitigate'), incidentId: Id }),
  /** `from`: what the person saw; when it is another by now, the command is superseded. */
  z.object({
    type: z.literal('incident.set-severity'),
    incidentId: Id,
    from: Severity,
    severity: Severity,
  }),
  z.object({ type: z.literal('person.page'), incidentId: Id, personId: Id }),
  /** The message gets the id of this command. It needs a text or an attachment. */
  z.object({
    type: z.literal('message.post'),
    incidentId: Id,
    kind: MessageKind,
    text: MessageText,
    replyTo: MessageId.nullable(),
    attachments: z.array(AttachmentReference).max(limits.attachmentsPerMessage),
  }),
  /** Only its writer may edit or delete a message. */
  z.object({ type: z.literal('message.edit'), ...ofMessage, text: MessageText.min(1) }),
  z.object({ type: z.literal('message.delete'), ...ofMessage }),
  z.object({
    type: z.literal('message.react'),
    ...ofMessage,
    reaction: Reaction,
    isOn: z.boolean(),
  }),
  z.object({ type: z.literal('message.pin'), ...ofMessage, isOn: z.boolean() }),
  z.object({ type: z.literal('message.mark'), ...ofMessage, isOn: z.boolean() }),

  /** Attaches the newest version of a runbook; the checklist gets the id of this command. */
  z.object({ type: z.literal('checklist.attach'), incidentId: Id, hash: RunbookHash }),
  z.object({ type: z.literal('checklist.detach'), incidentId: Id, checklistId: Id }),
  /**
   * The step gets the id of this command. Where `checklistId` is the incident's own id it belongs to the
   * list without a runbook, which begins with its first step.
   */
  z.object({
    type: z.literal('step.add'),
    incidentId: Id,
    checklistId: Id,
    after: StepId.nullable(),
    text: StepText,
    role: Side.nullable(),
    isCritical: z.boolean(),
  }),
  z.object({ type: z.literal('step.move'), ...ofStep, after: StepId.nullable() }),
  /** `from`: what the person saw. `skipped` and `failed` need a reason; a step that asks needs its answer to be `done`. */
  z.object({
    type: z.literal('step.set'),
    ...ofStep,
    from: StepStatus,
    status: StepStatus,
    reason: StepReason.nullable(),
    answer: StepAnswer.nullable(),
  }),
  z.object({ type: z.literal('step.assign'), ...ofStep, personId: Id.nullable() }),
  z.object({ type: z.literal('step.set-due'), ...ofStep, dueAt: Instant.nullable() }),
  z.object({
    type: z.literal('step.comment'),
    ...ofStep,
    text: z.string().trim().min(1).max(limits.commentLength),
  }),
  /** The run gets the id of this command. */
  z.object({ type: z.literal('step.run'), ...ofStep, part: z.int().min(0).max(10_000) }),

  /** The stopgap gets the id of this command. */
  z.object({
    type: z.literal('stopgap.install'),
    incidentId: Id,
    what: StopgapText,
    undo: StopgapText,
    probeUrl: ProbeUrl.nullable(),
    step: StepReference.nullable(),
    /** Null: whoever has the developer seat, or the whole team. */
    ownerId: Id.nullable(),
    /** Null: some time after the owning team opens, see `ConfigView.stopgapGraceMs`. */
    expiresAt: Instant.nullable(),
  }),
  z.object({
    type: z.literal('stopgap.undo'),
    ...ofStopgap,
    note: z.string().trim().max(limits.reasonLength).nullable(),
  }),
  /** `from`: the expiry that the person saw. */
  z.object({
    type: z.literal('stopgap.extend'),
    ...ofStopgap,
    from: Instant,
    until: Instant,
    reason,
  }),
  z.object({ type: z.literal('stopgap.ask-permanence'), ...ofStopgap, reason }),
  /** By another person than the one who asked. */
  z.object({ type: z.literal('stopgap.confirm-permanence'), ...ofStopgap }),
  z.object({ type: z.literal('stopgap.decline-permanence'), ...ofStopgap, reason }),

  /** `reason` null: it was none after all. */
  z.object({ type: z.literal('incident.mark-noise'), incidentId: Id, reason: reason.nullable() }),
  /** `revision`: the one that the person saw; when there is a newer one, the edit is superseded. */
  z.object({
    type: z.literal('card.edit'),
    incidentId: Id,
    revision: z.int().min(1),
    content: CardContent,
  }),
  z.object({ type: z.literal('card.accept'), incidentId: Id, revision: z.int().min(1) }),
  z.object({ type: z.literal('card.waive'), incidentId: Id, reason }),

  /** Has, or takes, the seat of one's own side and is asked again at `until`. */
  z.object({ type: z.literal('incident.snooze'), incidentId: Id, until: Instant }),
  /** Cannot come: the next of the side is called at once. */
  z.object({ type: z.literal('incident.decline'), incidentId: Id }),
  /** Lets the other side sleep until then; needs one's own seat to be acknowledged. */
  z.object({ type: z.literal('seat.stand-down'), incidentId: Id, until: Instant, reason }),
  /** Calls a side whose seat is held. */
  z.object({ type: z.literal('seat.call-back'), incidentId: Id, side: Side }),
  z.object({
    type: z.literal('handoff.give'),
    incidentId: Id,
    impact: handoffText.min(1),
    tried: handoffText,
    questions: handoffText,
  }),
]);
export type IncidentCommand = z.infer<typeof IncidentCommand>;

/** What a person may ask about who is on call and what calls nobody. Concerns no incident. */
export const DutyCommand = z.discriminatedUnion('type', [
  /** The override gets the id of this command. */
  z.object({
    type: z.literal('override.add'),
    rotaId: Id,
    from: Instant,
    until: Instant,
    personId: Id.nullable(),
    insteadOf: Id.nullable(),
    reason: reason.nullable(),
  }),
  z.object({ type: z.literal('override.remove'), overrideId: Id }),
  /** The swap gets the id of this command. */
  z.object({
    type: z.literal('swap.ask'),
    rotaId: Id,
    toId: Id,
    give: span,
    take: span.nullable(),
    note: reason.nullable(),
  }),
  /** `accept` and `decline` by the one who is asked, `withdraw` by the one who asks. */
  z.object({
    type: z.literal('swap.answer'),
    swapId: Id,
    answer: z.enum(['accept', 'decline', 'withdraw']),
  }),
  /** Takes the present shift, from now to its end. */
  z.object({ type: z.literal('shift.take'), rotaId: Id }),
  /** The silence gets the id of this command. `from` null: now. */
  z.object({
    type: z.literal('silence.create'),
    kind: Silence.shape.kind,
    service: Silence.shape.service,
    matchers: Silence.shape.matchers,
    from: Instant.nullable(),
    until: Instant,
    reason,
  }),
  z.object({ type: z.literal('silence.end'), silenceId: Id }),
  /** The person heard the drill. */
  z.object({ type: z.literal('drill.confirm'), drillId: Id }),
  /** Rings an audible drill at one's own laptops. The drill gets the id of this command. */
  z.object({ type: z.literal('drill.start') }),
  /** Sends a test over one of one's own channels, by its name. */
  z.object({ type: z.literal('channel.test'), name: z.string().min(1).max(limits.nameLength) }),
]);
export type DutyCommand = z.infer<typeof DutyCommand>;

/** What a person may ask of the hub. */
export const Command = z.discriminatedUnion('type', [
  ...IncidentCommand.options,
  ...DutyCommand.options,
]);
export type Command = z.infer<typeof Command>;

/** Whether a command is about an incident. */
export function isOfAnIncident(command: Command): command is IncidentCommand {
  return 'incidentId' in command;
}

/** What a device tells about itself. Told again after each welcome, so it needs no answer. */
export const Report = z.discriminatedUnion('type', [
  z.object({ type: z.literal('sound'), sound: z.enum(['audible', 'silent']) }),
  z.object({
    type: z.literal('receipts'),
    stage: ReportedStage,
    incidentIds: z.array(Id).min(1).max(limits.receiptIncidents),
  }),
  /** The person has seen everything of the room up to `upTo`. */
  z.object({ type: z.literal('read'), incidentId: Id, upTo: Seq }),
  /** What this device found in a drill. */
  z.object({
    type: z.literal('drill'),
    drillId: Id,
    checks: z.array(SelfCheck).min(1).max(limits.selfChecks),
  }),
]);
export type Report = z.infer<typeof Report>;

/**
 * `already`: the same person had done it before, or it was so already. `superseded`: somebody else was
 * first, or has changed since what the person saw; `instead` says who and when. Neither changes
 * anything.
 */
export const Verdict = z.enum(['applied', 'already', 'superseded']);
export type Verdict = z.infer<typeof Verdict>;

export const WireError = z.object({
  code: z.string(),
  message: z.string(),
  remedy: z.string(),
  retryable: z.boolean(),
});
export type WireError = z.infer<typeof WireError>;

export const CommandAnswer = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    verdict: Verdict,
    /** Head of the journal after the command. */
    seq: Seq,
    /** For `sound.silence`: when the sound comes back. */
    until: Instant.optional(),
    /** For `superseded`: who has done it instead; the room shows what it was. */
    instead: z.object({ actor: Actor, at: Instant }).optional(),
  }),
  z.object({ ok: z.literal(false), error: WireError }),
]);
export type CommandAnswer = z.infer<typeof CommandAnswer>;
