import { z } from 'zod';
import type { IncomingAlert, IncomingGroup } from '../desk/contract.ts';
import { fitKey, keyOfLabels } from './dedup-key.ts';
import { readInstant } from './instants.ts';
import { parseBody } from './invalid-body.ts';
import { firstText } from './json-value.ts';
import { fitAnnotations, fitLabels } from './labels.ts';
import { fitLinks, linksInAnnotations } from './links.ts';
import { limitAlertCount } from './reading.ts';
import type { Circumstances, Reading } from './reading.ts';
import { fitTitle, serviceOfLabels } from './service-name.ts';
import { mapSeverity } from './severity-mapping.ts';

const Pairs = z.record(z.string(), z.unknown()).nullish();

const WebhookAlert = z.object({
  status: z.unknown().optional(),
  labels: Pairs,
  annotations: Pairs,
  startsAt: z.unknown().optional(),
  endsAt: z.unknown().optional(),
  generatorURL: z.unknown().optional(),
  fingerprint: z.string().nullish(),
});

const Webhook = z.object({
  alerts: z.array(WebhookAlert),
  groupKey: z.string().nullish(),
  groupLabels: Pairs,
  receiver: z.unknown().optional(),
  externalURL: z.unknown().optional(),
  truncatedAlerts: z.number().nullish(),
});
type Webhook = z.output<typeof Webhook>;
type WebhookAlert = z.output<typeof WebhookAlert>;

/**
 * Reads Alertmanager's webhook, version 4. The status of each alert counts, never that of the group:
 * a group says `resolved` while alerts that `max_alerts` cut from it still fire.
 * @see https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
 * @throws TocsinError `body_invalid`, `body_too_large`
 */
export function readAlertmanager(body: unknown, circumstances: Circumstances): Reading {
  const webhook = parseBody(Webhook, body);
  limitAlertCount(webhook.alerts.length);
  return {
    alerts: webhook.alerts.map((alert) => readAlert(alert, webhook, circumstances)),
    group: readGroup(webhook),
    problems: [],
  };
}

function readAlert(
  alert: WebhookAlert,
  webhook: Webhook,
  { fallbackService }: Circumstances,
): IncomingAlert {
  const labels = alert.labels ?? {};
  const annotations = alert.annotations ?? {};
  const { severity, reason } = mapSeverity(labels['severity']);
  const isResolved = String(alert.status).toLowerCase() === 'resolved';
  return {
    action: isResolved ? 'resolve' : 'fire',
    dedupKey: fitKey(firstText(alert.fingerprint) ?? keyOfLabels(labels)),
    service: serviceOfLabels(labels, fallbackService),
    content: {
      title: titleOf(labels, annotations),
      severity,
      labels: fitLabels(labels),
      annotations: fitAnnotations(annotations, reason),
      links: fitLinks([
        ...linksInAnnotations(annotations),
        { href: alert.generatorURL, text: 'Source' },
        { href: webhook.externalURL, text: 'Alertmanager' },
      ]),
    },
    startsAt: readInstant(alert.startsAt),
    // Alertmanager says when an alert has ended, and repeats a firing one only hours later: to let
    // it expire would close what still fires.
    endsAt: isResolved ? readInstant(alert.endsAt) : null,
  };
}

/** The title that a rule's author gave, else the name of the rule and where it fired. */
export function titleOf(
  labels: Record<string, unknown>,
  annotations: Record<string, unknown>,
): string {
  const { summary, title, message, description } = annotations;
  const name = firstText(labels['alertname']);
  const place = firstText(labels['instance']);
  const fallback = name && place ? `${name} on ${place}` : (name ?? 'Alert without a name');
  return fitTitle(firstText(summary, title, message, description), fallback);
}

function readGroup(webhook: Webhook): IncomingGroup | null {
  const unseen = Math.max(0, Math.trunc(webhook.truncatedAlerts ?? 0));
  const groupKey = firstText(webhook.groupKey);
  if (groupKey) return { groupKey: fitKey(groupKey), unseen };
  if (unseen === 0) return null;
  return {
    groupKey: keyOfLabels({ ...webhook.groupLabels, receiver: webhook.receiver }),
    unseen,
  };
}
