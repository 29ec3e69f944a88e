import { z } from 'zod';
import { CardMatch } from './card.ts';
import { ChecklistProgress } from './checklist.ts';
import { Actor, Id, Instant, Side } from './identity.ts';
import { limits } from './limits.ts';
import { Handoff, Page, SeatHold, SeatPlan } from './paging.ts';
import { Severity } from './severity.ts';

export const incidentStatuses = ['triggered', 'acknowledged', 'mitigated', 'resolved'] as const;
export const IncidentStatus = z.enum(incidentStatuses);
export type IncidentStatus = z.infer<typeof IncidentStatus>;

/** One side's place in an incident: called, then acknowledged, by itself. */
export const Seat = z.object({
  /** `held`: silent until a time, although nobody has it. */
  state: z.enum(['ringing', 'acknowledged', 'held']),
  /** Everybody paged for this seat so far, since it last began. Empty when there is nobody to page. */
  called: z.array(Id),
  /** Those of `called` whose device has sounded since the seat last began to ring. */
  heard: z.array(Id),
  ringingSince: Instant,
  acknowledgedBy: Id.nullable(),
  acknowledgedAt: Instant.nullable(),
  /** Of everybody in `called`, in that order. */
  pages: z.array(Page).default([]),
  /** What comes next; null unless it rings. */
  plan: SeatPlan.nullable().default(null),
  /** When an acknowledgement ends and its holder is asked again; null: it holds. */
  leaseUntil: Instant.nullable().default(null),
  /** Whose acknowledgement ran out, while it rings for that. */
  askedAgain: Id.nullable().default(null),
  /** Why it is `held`. */
  hold: SeatHold.nullable().default(null),
});
export type Seat = z.infer<typeof Seat>;

export const Incident = z.object({
  id: Id,
  /** Counts from 1 on each hub: what people say aloud. */
  number: z.int().min(1),
  service: z.string().min(1).max(limits.serviceLength),
  /** Title of the loudest alert so far. */
  title: z.string().min(1).max(limits.titleLength),
  /** Loudest severity so far. */
  severity: Severity,
  /** `triggered` until one seat has acknowledged; the seats tell the rest. */
  status: IncidentStatus,
  openedAt: Instant,
  updatedAt: Instant,
  lastAlertAt: Instant,
  seats: z.record(Side, Seat),
  firingCount: z.int().min(0),
  alertCount: z.int().min(0),
  /** Alerts that a sender cut from its groups, by group key: they may be firing unseen. */
  unseen: z.record(z.string(), z.int().min(1)),
  /** Person → until when that person silenced the sound, without acknowledging. */
  silences: z.record(Id, Instant),
  /** Person → since when somebody pages that person by name; until they answer. */
  paged: z.record(Id, Instant).default({}),
  /** When the pain was stopped, while it holds; the cause may still be there. */
  mitigatedAt: Instant.nullable().default(null),
  /** Of its checklists; null while they have no steps. */
  checklist: ChecklistProgress.nullable().default(null),
  /** Stopgaps that nobody has answered for yet. */
  openStopgaps: z.int().min(0).default(0),
  /** Accepted cards of incidents like this one, the most alike first. */
  seenBefore: z.array(CardMatch).default([]),
  /** Who found that it should not have called anybody, and why. */
  noise: z.object({ personId: Id, reason: z.string() }).nullable().default(null),
  /** What one side leaves the other. */
  handoff: Handoff.nullable().default(null),
  resolvedAt: Instant.nullable(),
  resolvedBy: Actor.nullable(),
});
export type Incident = z.infer<typeof Incident>;
