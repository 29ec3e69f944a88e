import { z } from 'zod';

/** Loudest first; the names are those of PagerDuty's Events API v2. */
export const severities = ['critical', 'error', 'warning', 'info'] as const;
export const Severity = z.enum(severities);
export type Severity = z.infer<typeof Severity>;

/** Rank of a severity: 0 is the loudest. */
export function severityRank(severity: Severity): number {
  return severities.indexOf(severity);
}

/** True when `candidate` is louder than `current`. */
export function isLouder(candidate: Severity, current: Severity): boolean {
  return severityRank(candidate) < severityRank(current);
}
