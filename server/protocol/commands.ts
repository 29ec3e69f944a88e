import { z } from 'zod';
import { Id, Instant, Seq } from './identity.ts';
import { limits } from './limits.ts';

/** What a person may ask of the hub. The seat acted on is that of the person's own side. */
export const Command = z.discriminatedUnion('type', [
  z.object({ type: z.literal('incident.acknowledge'), incidentId: Id }),
  z.object({ type: z.literal('incident.unacknowledge'), incidentId: Id }),
  z.object({ type: z.literal('incident.resolve'), incidentId: Id }),
  /** Stops the sound on all devices of this person until the time that the hub answers with. */
  z.object({ type: z.literal('sound.silence'), incidentId: Id }),
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
]);
export type Report = z.infer<typeof Report>;

/** `already`: somebody, maybe the same person, had done it before; nothing changed. */
export const Verdict = z.enum(['applied', 'already']);
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
  }),
  z.object({ ok: z.literal(false), error: WireError }),
]);
export type CommandAnswer = z.infer<typeof CommandAnswer>;
