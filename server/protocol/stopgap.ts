import { z } from 'zod';
import { Id, Instant } from './identity.ts';
import { limits } from './limits.ts';
import { StepId } from './checklist.ts';

export const StopgapText = z.string().trim().min(1).max(limits.stopgapTextLength);
/** Nothing that a reader could not see, and that parsing would drop. */
const visible = /^[^\s\p{C}]+$/u;
export const ProbeUrl = z
  .url({ protocol: /^https?$/ })
  .regex(visible)
  .max(limits.urlLength);

/** A team as incidents and laptops name it. */
export const TeamReference = z.object({ id: Id, name: z.string().min(1).max(limits.nameLength) });
export type TeamReference = z.infer<typeof TeamReference>;

export const StepReference = z.object({ checklistId: Id, stepId: StepId });

export const StopgapExtension = z.object({
  /** The expiry that it replaced. */
  from: Instant,
  until: Instant,
  reason: z.string(),
  personId: Id,
  at: Instant,
});

/** A temporary measure with its exact undo, an owner on the developer side and an expiry. */
export const Stopgap = z.object({
  /** Id of the command that installed it. */
  id: Id,
  incidentId: Id,
  incidentNumber: z.int().min(1),
  service: z.string().min(1).max(limits.serviceLength),
  what: StopgapText,
  undo: StopgapText,
  /** The hub asks this address now and then; an answer other than 2xx says that it does not hold. */
  probeUrl: ProbeUrl.nullable(),
  /** The step that it was installed from. */
  step: StepReference.nullable(),
  installedBy: Id,
  installedAt: Instant,
  /** The developer team that owns it; null when the config names none for the service. */
  team: TeamReference.nullable(),
  /** Who of them answers for it; null: all of them. */
  ownerId: Id.nullable(),
  expiresAt: Instant,
  extensions: z.array(StopgapExtension).max(limits.stopgapExtensions),
  state: z.enum(['open', 'undone', 'permanent']),
  /** Since when its owner is asked what becomes of it, and how often they were. */
  askedAt: Instant.nullable(),
  askedCount: z.int().min(0),
  /** Who wants it to stay for good, and why; a second person confirms. */
  permanence: z.object({ personId: Id, at: Instant, reason: z.string() }).nullable(),
  probe: z
    .object({
      state: z.enum(['holding', 'failing']),
      since: Instant,
      /** For `failing`: what came instead, in words. */
      detail: z.string().max(limits.probeDetailLength).nullable(),
    })
    .nullable(),
  answeredBy: Id.nullable(),
  answeredAt: Instant.nullable(),
  /** What was said with the answer. */
  note: z.string().nullable(),
});
export type Stopgap = z.infer<typeof Stopgap>;
