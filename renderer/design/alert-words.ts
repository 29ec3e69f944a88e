import type { Alert, ResolveCause, SenderKind } from '../../server/protocol/alert.ts';
import { clockTime, lasting } from './time-in-words.ts';

/** Alerts that the sender left out: they may be firing without anybody seeing them here. */
export function unseenInWords(unseenCount: number): string {
  return unseenCount === 1
    ? 'The sender left out 1 more alert. It may still be firing.'
    : `The sender left out ${unseenCount} more alerts. They may still be firing.`;
}

const causes: Record<ResolveCause, string> = {
  sender: 'its sender said so',
  expired: 'its time ran out',
  person: 'a person resolved the incident',
};

/** Since when an alert fires, or how it ended. */
export function alertStateInWords(
  alert: Pick<Alert, 'startsAt' | 'resolvedAt' | 'resolveCause'>,
  nowMs: number,
): string {
  if (alert.resolvedAt === null) {
    const since = clockTime(alert.startsAt, nowMs);
    return `firing for ${lasting(nowMs - Date.parse(alert.startsAt))}, since ${since}`;
  }
  const when = `resolved ${clockTime(alert.resolvedAt, nowMs)}`;
  return alert.resolveCause === null ? when : `${when}: ${causes[alert.resolveCause]}`;
}

const senderNames: Record<SenderKind, string> = {
  alertmanager: 'Alertmanager',
  prometheus: 'Prometheus',
  pagerduty: 'PagerDuty client',
  generic: 'HTTP sender',
  cli: 'command line',
};

/** Where an alert came from: "Alertmanager, key lab". */
export function senderInWords({
  sender,
  integration,
}: Pick<Alert, 'sender' | 'integration'>): string {
  return `${senderNames[sender]}, key ${integration}`;
}

/** How many alerts an incident has: "2 of 5 alerts firing". */
export function alertCountInWords(firingCount: number, alertCount: number): string {
  if (alertCount === 1) return firingCount === 1 ? '1 alert firing' : '1 alert, resolved';
  if (firingCount === alertCount) return `${alertCount} alerts firing`;
  if (firingCount === 0) return `${alertCount} alerts, all resolved`;
  return `${firingCount} of ${alertCount} alerts firing`;
}

/** What a sender adds in words: neither the title once more, nor an address that has its own button. */
export function annotationsOf({
  annotations,
  links,
  title,
}: Alert): [name: string, text: string][] {
  const said = new Set([title, ...links.map(({ href }) => href)]);
  return Object.entries(annotations).filter(([, text]) => !said.has(text.trim()));
}
