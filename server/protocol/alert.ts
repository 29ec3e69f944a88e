import { z } from 'zod';
import { Id, Instant } from './identity.ts';
import { limits } from './limits.ts';
import { Severity } from './severity.ts';

export const senderKinds = ['alertmanager', 'prometheus', 'pagerduty', 'generic', 'cli'] as const;
export const SenderKind = z.enum(senderKinds);
export type SenderKind = z.infer<typeof SenderKind>;

export const Labels = z.record(
  z.string().max(limits.labelNameLength),
  z.string().max(limits.labelValueLength),
);

export const Link = z.object({
  href: z.string().max(limits.urlLength),
  text: z.string().max(limits.nameLength),
});
export type Link = z.infer<typeof Link>;

/** What a sender says of its alert; a changed content replaces the whole. */
export const AlertContent = z.object({
  title: z.string().min(1).max(limits.titleLength),
  severity: Severity,
  labels: Labels,
  annotations: Labels,
  links: z.array(Link).max(limits.linkCount),
});
export type AlertContent = z.infer<typeof AlertContent>;

/** How an alert ended: its sender said so, its time ran out, or a person resolved the incident. */
export const ResolveCause = z.enum(['sender', 'expired', 'person']);
export type ResolveCause = z.infer<typeof ResolveCause>;

/** One firing condition from one sender, for one episode (from firing to resolved). */
export const Alert = AlertContent.extend({
  id: Id,
  incidentId: Id,
  dedupKey: z.string().min(1).max(limits.dedupKeyLength),
  sender: SenderKind,
  /** Name of the integration key it came by. */
  integration: z.string().max(limits.nameLength),
  status: z.enum(['firing', 'resolved']),
  startsAt: Instant,
  /** When it ends by itself unless its sender repeats it; null when it does not. */
  expiresAt: Instant.nullable(),
  /** When the sending system said that somebody acknowledged it there. Silences nobody. */
  acknowledgedAtSender: Instant.nullable(),
  resolvedAt: Instant.nullable(),
  resolveCause: ResolveCause.nullable(),
});
export type Alert = z.infer<typeof Alert>;
