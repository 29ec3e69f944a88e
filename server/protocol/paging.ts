import { z } from 'zod';
import { Id, Instant } from './identity.ts';
import { limits } from './limits.ts';

/** How far a page got on one device, in order. */
export const receiptStages = [
  'written',
  'received',
  'shown',
  'sounded',
  'seen',
  'acknowledged',
] as const;
export const ReceiptStage = z.enum(receiptStages);
export type ReceiptStage = z.infer<typeof ReceiptStage>;

/** What a device may tell of a page. */
export const ReportedStage = z.enum(['received', 'shown', 'sounded', 'seen']);
export type ReportedStage = z.infer<typeof ReportedStage>;

export const DeviceReceipt = z.object({
  deviceId: Id,
  /** Without one when the person was paged, and nothing has come from it since. */
  isUnreachable: z.boolean(),
  times: z.partialRecord(ReceiptStage, Instant),
});
export type DeviceReceipt = z.infer<typeof DeviceReceipt>;

/** Ways to reach a person without an open laptop. */
export const channelKinds = ['email', 'ntfy', 'webhook'] as const;
export const ChannelKind = z.enum(channelKinds);
export type ChannelKind = z.infer<typeof ChannelKind>;

/**
 * `waiting` for its time or the next try; `sent`: the channel took it; `failed`: it will not be tried
 * again; `dropped`: the page was answered before; `answered`: by its link.
 */
export const deliveryStates = ['waiting', 'sent', 'failed', 'dropped', 'answered'] as const;
export const DeliveryState = z.enum(deliveryStates);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** A page on its way over a channel. */
export const Delivery = z.object({
  id: Id,
  kind: ChannelKind,
  /** `email`, `ntfy`, or the name of the webhook in the config. */
  name: z.string().min(1).max(limits.nameLength),
  /** Which of the person's channels of this name, from 0 in the order of their delays; absent: 0. */
  place: z.int().min(1).max(100).optional(),
  state: DeliveryState,
  /** When it came to this state. */
  at: Instant,
  /** For `waiting`: when it is sent, or tried again. */
  dueAt: Instant.nullable(),
  /** How often it was tried. */
  tries: z.int().min(0),
  /** Why the last try failed, in words. */
  problem: z.string().max(limits.probeDetailLength).nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

/** A demand for one person's attention on one incident, since they were last paged for it. */
export const Page = z.object({
  personId: Id,
  at: Instant,
  /** Of the devices that this page went to, or that told something of it. */
  devices: z.array(DeviceReceipt),
  deliveries: z.array(Delivery),
  /** Nothing of theirs sounded in time. */
  isUnheard: z.boolean(),
  /** They cannot come: their laptops are silent, and somebody else is called. */
  isDeclined: z.boolean(),
});
export type Page = z.infer<typeof Page>;

/** What comes next for a seat that rings. */
export const SeatPlan = z.object({
  /** From 1. Beyond the policy's last round the whole team is paged again and again. */
  round: z.int().min(1),
  /**
   * From 1, as the policy counts its steps. 0 while it rings for whom the acknowledgement ran out: the
   * first step comes next.
   */
  step: z.int().min(0),
  nextAt: Instant,
  /** Who would be paged then, as things are now. */
  nextIds: z.array(Id),
});
export type SeatPlan = z.infer<typeof SeatPlan>;

/** Steps that a seat passed over at once, and why. */
export const SkippedStep = z.object({
  step: z.int().min(1),
  /** Nobody is there to be paged; it is for other severities; it is for other hours. */
  reason: z.enum(['nobody', 'severity', 'hours']),
});
export type SkippedStep = z.infer<typeof SkippedStep>;

/** Why a seat is silent although nobody of its side has it. */
export const SeatHold = z.object({
  /** `stand-down`: the other side let them sleep. The others come from a silence of alerts. */
  kind: z.enum(['stand-down', 'silence', 'maintenance']),
  /** The seat rings then. */
  until: Instant,
  by: Id.nullable(),
  reason: z.string().max(limits.reasonLength),
  silenceId: Id.nullable(),
});
export type SeatHold = z.infer<typeof SeatHold>;

/** Why a seat that was held rings again. */
export const ReleaseCause = z.enum([
  'over',
  'called-back',
  'raised',
  'other-alert',
  'silence-ended',
]);
export type ReleaseCause = z.infer<typeof ReleaseCause>;

/** What is tried when nothing of a person's sounds: their channels, then the next person. */
export const UnheardTo = z.enum(['channels', 'next']);
export type UnheardTo = z.infer<typeof UnheardTo>;

/**
 * What one side leaves the other when it goes to sleep or stands it down; it is due when the other side
 * is called again.
 */
export const Handoff = z.object({
  dueAt: Instant,
  /** Who owes it. */
  fromId: Id,
  toSide: z.enum(['developer', 'sre']),
  /** Null until it is given. */
  given: z
    .object({
      at: Instant,
      by: Id,
      impact: z.string().max(limits.handoffLength),
      tried: z.string().max(limits.handoffLength),
      questions: z.string().max(limits.handoffLength),
    })
    .nullable(),
});
export type Handoff = z.infer<typeof Handoff>;
