import { z } from 'zod';
import { Alert, AlertContent, ResolveCause } from './alert.ts';
import { Actor, Device, Id, Instant, Person, Seq, Side } from './identity.ts';
import { limits } from './limits.ts';
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
  /** The severity rose: both seats ring again. */
  z.object({
    ...base,
    type: z.literal('incident.raised'),
    incidentId,
    severity: Severity,
    title: z.string().min(1).max(limits.titleLength),
  }),
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
  z.object({ ...base, type: z.literal('incident.resolved'), incidentId }),
]);
export type VisibleEvent = z.infer<typeof VisibleEvent>;

export const WithheldEvent = z.object({ seq: Seq, type: z.literal('withheld') });
export const WireEvent = z.discriminatedUnion('type', [...VisibleEvent.options, WithheldEvent]);
export type WireEvent = z.infer<typeof WireEvent>;
