import { severityRank } from '../../server/protocol/severity.ts';
import type { Page } from './loudness-input.ts';
import type { NotificationContent } from './ports.ts';

export const severityMarks = { critical: '◆', error: '▲', warning: '●', info: '○' } as const;

/** One notification for all that rings; null when nothing does. */
export function notificationOf(ringing: readonly Page[]): NotificationContent | null {
  let worst = ringing[0];
  for (const page of ringing) if (worst && isWorse(page, worst)) worst = page;
  if (!worst) return null;
  const { severity, service, title, incidentId } = worst;
  const others = ringing.length - 1;
  const services = new Set(ringing.map((page) => page.service)).size;
  const more =
    others > 0 ? `\n${others} more, ${services} ${services === 1 ? 'service' : 'services'}` : '';
  return {
    title: `${severityMarks[severity]} ${severity.toUpperCase()} ${service}`,
    body: `${title}${more}`,
    severity,
    incidentId,
  };
}

/** Somebody calls this person in a room. */
export interface MentionedIn {
  incidentId: string;
  /** Null while this laptop knows nothing of the incident. */
  incident: { number: number; service: string } | null;
  /** First name of who wrote it. */
  by: string;
  text: string;
}

const mentionLength = 200;

export function mentionNotification({
  incidentId,
  incident,
  by,
  text,
}: MentionedIn): NotificationContent {
  const place = incident ? ` in #${incident.number} ${incident.service}` : '';
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const body = line.length > mentionLength ? `${line.slice(0, mentionLength - 1)}…` : line;
  return { title: `${by}${place}`, body, severity: null, incidentId };
}

function isWorse(a: Page, b: Page): boolean {
  const rank = severityRank(a.severity) - severityRank(b.severity);
  return rank < 0 || (rank === 0 && a.ringingSince > b.ringingSince);
}
