import type { IncomingAlert } from '../desk/contract.ts';
import { TocsinError } from '../protocol/errors.ts';
import { titleOf } from './alertmanager.ts';
import { keyOfLabels } from './dedup-key.ts';
import { readInstant } from './instants.ts';
import { isRecord } from './json-value.ts';
import { fitAnnotations, fitLabels } from './labels.ts';
import { fitLinks, linksInAnnotations } from './links.ts';
import { limitAlertCount } from './reading.ts';
import type { Circumstances, Reading } from './reading.ts';
import { serviceOfLabels } from './service-name.ts';
import { mapSeverity } from './severity-mapping.ts';

/** How long an alert without an end fires unless it is repeated; Alertmanager's `resolve_timeout`. */
const resolveTimeoutMs = 5 * 60_000;

/**
 * Reads what Prometheus and amtool post to an Alertmanager's `/api/v2/alerts`: an array without
 * status and without fingerprints. An alert is its labels, fires while its end lies ahead, and is
 * resolved once that has passed. As in the original, alerts that cannot be understood do not keep
 * the others from being taken; they are named in `problems`.
 * @throws TocsinError `body_invalid` when it is no array, `body_too_large`
 */
export function readPrometheus(body: unknown, circumstances: Circumstances): Reading {
  if (!Array.isArray(body)) throw new TocsinError('body_invalid', 'body: expected an array.');
  limitAlertCount(body.length);
  const alerts: IncomingAlert[] = [];
  const problems: string[] = [];
  body.forEach((posted: unknown, index) => {
    const alert = readAlert(posted, circumstances);
    if (typeof alert === 'string') problems.push(`[${index}]${alert}`);
    else alerts.push(alert);
  });
  return { alerts, group: null, problems };
}

/** The alert, or what is wrong with it. */
function readAlert(
  posted: unknown,
  { receivedAt, fallbackService }: Circumstances,
): IncomingAlert | string {
  if (!isRecord(posted)) return ': expected an object.';
  if (!isRecord(posted['labels'])) return '.labels: expected an object.';
  const pairs = Object.entries(posted['labels']);
  if (!pairs.every(([, value]) => typeof value === 'string')) return '.labels: expected texts.';
  // An empty label is the same as none, for Prometheus and hence for the key.
  const labels = Object.fromEntries(pairs.filter(([, value]) => value !== ''));
  if (Object.keys(labels).length === 0) return '.labels: expected at least one label.';
  if ('' in labels) return '.labels: expected no label without a name.';
  if (!isRecord(posted['annotations'] ?? {})) return '.annotations: expected an object.';
  const annotations = (posted['annotations'] ?? {}) as Record<string, unknown>;

  const endsAt = readInstant(posted['endsAt']);
  const { severity, reason } = mapSeverity(labels['severity']);
  return {
    action: endsAt !== null && endsAt <= receivedAt ? 'resolve' : 'fire',
    dedupKey: keyOfLabels(labels),
    service: serviceOfLabels(labels, fallbackService),
    content: {
      title: titleOf(labels, annotations),
      severity,
      labels: fitLabels(labels),
      annotations: fitAnnotations(annotations, reason),
      links: fitLinks([
        ...linksInAnnotations(annotations),
        { href: posted['generatorURL'], text: 'Source' },
      ]),
    },
    startsAt: readInstant(posted['startsAt']),
    endsAt: endsAt ?? new Date(Date.parse(receivedAt) + resolveTimeoutMs).toISOString(),
  };
}
