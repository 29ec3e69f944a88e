import { z } from 'zod';
import { AttachmentReference } from './attachment.ts';
import { Actor, Id, Instant, Seq } from './identity.ts';
import { limits } from './limits.ts';
import { MessageId, MessageKind, MessageText, Reaction, WriterZone } from './message.ts';
import { Severity } from './severity.ts';

const ofMessage = { incidentId: Id, messageId: MessageId };

/** What a person may ask of the hub. The seat acted on is that of the person's own side. */
export const Command = z.discriminatedUnion('type', [
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
    zone: WriterZone.optional(),
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
]);
export type Command = z.infer<typeof Command>;

/** What a device tells about itself. Told again after each welcome, so it needs no answer. */
export const Report = z.discriminatedUnion('type', [
  z.object({ type: z.literal('sound'), sound: z.enum(['audible', 'silent']) }),
  z.object({
    type: z.literal('receipts'),
    stage: z.enum(['shown', 'sounded']),
    incidentIds: z.array(Id).min(1).max(limits.receiptIncidents),
  }),
  /** The person has seen everything of the room up to `upTo`. */
  z.object({ type: z.literal('read'), incidentId: Id, upTo: Seq }),
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
