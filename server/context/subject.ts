import type { Alert } from '../protocol/alert.ts';
import type { Incident } from '../protocol/incident.ts';
import type { Severity } from '../protocol/severity.ts';
import { severityRank } from '../protocol/severity.ts';

/** An incident whose context is to be collected. */
export interface Subject {
  incidentId: string;
  number: number;
  /** As the incident carries it: the id of a service of the config, or a name that is in none. */
  service: string;
  severity: Severity;
  /** When its first alert began, in epoch ms. */
  alertMs: number;
}

/** A sender's clock that says more than this is wrong, or the alert is an old one. */
const oldestAlertMs = 24 * 60 * 60 * 1_000;

/** The incident with the time of its alert, where that can be believed. */
export function subjectOf(
  {
    id,
    number,
    service,
    severity,
    openedAt,
  }: Pick<Incident, 'id' | 'number' | 'service' | 'severity' | 'openedAt'>,
  alerts: readonly Pick<Alert, 'startsAt'>[],
): Subject {
  const openedMs = Date.parse(openedAt);
  const startMs = Math.min(...alerts.map(({ startsAt }) => Date.parse(startsAt)));
  const isCredible = startMs <= openedMs && startMs > openedMs - oldestAlertMs;
  const alertMs = isCredible ? startMs : openedMs;
  return { incidentId: id, number, service, severity, alertMs };
}

/** Order in which incidents get their context: the worst first, of these the newest. */
export function byUrgency(one: Subject, other: Subject): number {
  return severityRank(one.severity) - severityRank(other.severity) || other.number - one.number;
}
