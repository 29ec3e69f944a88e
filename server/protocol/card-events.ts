import { z } from 'zod';
import { CardContent, CardMatch } from './card.ts';
import { Actor, Id, Instant, Seq } from './identity.ts';
import { limits } from './limits.ts';
import { TeamReference } from './stopgap.ts';

const incidentId = Id;
const base = { seq: Seq, at: Instant, actor: Actor };
const reason = z.string().min(1).max(limits.reasonLength);

/** Events about what was learned. */
export const cardEvents = [
  z.object({
    ...base,
    type: z.literal('incident.noise-marked'),
    incidentId,
    personId: Id,
    /** Null: it was none after all. */
    reason: reason.nullable(),
  }),
  /** Earlier incidents were like this one. */
  z.object({
    ...base,
    type: z.literal('cards.matched'),
    incidentId,
    cards: z.array(CardMatch).min(1).max(limits.cardMatches),
  }),
  z.object({
    ...base,
    type: z.literal('card.drafted'),
    incidentId,
    team: TeamReference.nullable(),
    dueAt: Instant,
    content: CardContent,
  }),
  z.object({
    ...base,
    type: z.literal('card.edited'),
    incidentId,
    revision: z.int().min(2),
    content: CardContent,
  }),
  z.object({ ...base, type: z.literal('card.accepted'), incidentId }),
  z.object({ ...base, type: z.literal('card.waived'), incidentId, reason }),
  /** Knocks at the laptops of `personIds`. */
  z.object({ ...base, type: z.literal('card.reminded'), incidentId, personIds: z.array(Id) }),
  z.object({
    ...base,
    type: z.literal('card.written'),
    incidentId,
    fileName: z.string().min(1).max(200),
  }),
  z.object({
    ...base,
    type: z.literal('card.write-failed'),
    incidentId,
    problem: z.string().max(limits.reasonLength),
  }),
] as const;
