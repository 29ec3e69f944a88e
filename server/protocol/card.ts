import { z } from 'zod';
import { Id, Instant } from './identity.ts';
import { limits } from './limits.ts';
import { TeamReference } from './stopgap.ts';

const CardText = z.string().max(limits.cardTextLength);

export const FollowUp = z.object({
  text: z.string().trim().min(1).max(limits.titleLength),
  ownerId: Id.nullable(),
  /** Day by which it is to be done. */
  dueOn: z.iso.date().nullable(),
});
export type FollowUp = z.infer<typeof FollowUp>;

/** What was learned from an incident. Markdown; what nobody has said yet is empty. */
export const CardContent = z.object({
  /** As it was seen. */
  symptom: CardText,
  impact: CardText,
  stopgap: CardText,
  cause: CardText,
  /** The test that would have caught it. */
  test: CardText,
  /** The alert or runbook to change. */
  change: CardText,
  followUps: z.array(FollowUp).max(limits.followUps),
});
export type CardContent = z.infer<typeof CardContent>;

/** The lesson of one incident; an incident has at most one card, so it has the incident's id. */
export const Card = z.object({
  incidentId: Id,
  state: z.enum(['draft', 'accepted', 'waived']),
  /** The developer team that owns the code; null when the config names none. */
  team: TeamReference.nullable(),
  content: CardContent,
  /** Grows by one with each edit; the draft of the hub is 1. */
  revision: z.int().min(1),
  draftedAt: Instant,
  /** The team accepts, edits or waives it by then. */
  dueAt: Instant,
  editedBy: Id.nullable(),
  editedAt: Instant.nullable(),
  answeredBy: Id.nullable(),
  answeredAt: Instant.nullable(),
  waiveReason: z.string().nullable(),
  remindedAt: Instant.nullable(),
  /** Its file below the folder of cards, once written. */
  fileName: z.string().nullable(),
  /** Why it could not be written so far; the hub tries again. */
  writeProblem: z.string().nullable(),
});
export type Card = z.infer<typeof Card>;

/** A card that waits for its team, as the board needs it. */
export const CardSummary = z.object({
  incidentId: Id,
  incidentNumber: z.int().min(1),
  service: z.string(),
  title: z.string(),
  team: TeamReference.nullable(),
  draftedAt: Instant,
  dueAt: Instant,
});
export type CardSummary = z.infer<typeof CardSummary>;

/** An accepted card that is like an incident. */
export const CardMatch = z.object({
  /** Of the incident that the card is about. */
  incidentId: Id,
  incidentNumber: z.int().min(1),
  service: z.string(),
  title: z.string(),
  /** When that incident was resolved. */
  resolvedAt: Instant,
  /** The beginning of the card's cause, or of what comes nearest to one; a single line. */
  lesson: z.string().max(limits.lessonLength),
  /** What was done in the night, if anything; a single line. */
  stopgap: z.string().max(limits.lessonLength),
  /** In what they are alike, for people: "same alert", "region=eu-1". Never empty. */
  reasons: z.array(z.string().max(limits.lessonLength)).max(10),
});
export type CardMatch = z.infer<typeof CardMatch>;
