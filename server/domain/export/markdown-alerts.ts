import type { Alert } from '../../protocol/alert.ts';
import { fenced, inline, link } from './markdown-text.ts';
import { utc } from './markdown-times.ts';

const causes = {
  sender: 'its sender said so',
  expired: 'its sender fell silent',
  person: 'the incident was resolved',
} as const;

/** An alert with all that its sender said, as an item of a list. */
export function alertLines(alert: Alert): string[] {
  const { resolvedAt, resolveCause, acknowledgedAtSender } = alert;
  const details = [
    `From ${inline(alert.integration)} (${alert.sender}), key ${inline(alert.dedupKey)}`,
    `Since ${utc(alert.startsAt)}`,
    ...(acknowledgedAtSender === null
      ? []
      : [`Acknowledged in the sending system: ${utc(acknowledgedAtSender)}`]),
    ...(resolvedAt === null
      ? []
      : [`Ended: ${utc(resolvedAt)}, ${causes[resolveCause ?? 'sender']}`]),
    ...alert.links.map(link),
  ];
  return [
    `- **${inline(alert.title)}** (${alert.severity}, ${alert.status})`,
    ...details.map((line) => `  - ${line}`),
    ...pairs('Labels', alert.labels),
    ...pairs('Annotations', alert.annotations),
  ];
}

function pairs(heading: string, values: Readonly<Record<string, string>>): string[] {
  const entries = Object.entries(values);
  if (entries.length === 0) return [];
  const lines = fenced(entries.map(([name, value]) => `${name}: ${value}`).join('\n'));
  return [`  - ${heading}:`, '', ...lines.map((line) => `    ${line}`), ''];
}
