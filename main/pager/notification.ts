import { severityRank } from '../../server/protocol/severity.ts';
import type { Page } from './loudness-input.ts';
import type { NotificationContent } from './ports.ts';

export const severityMarks = { critical: '◆', error: '▲', warning: '●', info: '○' } as const;

/** One notification for all that rings; null when nothing does. */
export function notificationOf(ringing: readonly Page[]): NotificationContent | null {
  let worst = ringing[0];
  for (const page of ringing) if (worst && isWorse(page, worst)) worst = page;
  if (!worst) return null;
  const { severity, service, title, incidentId, calledBecause, hint } = worst;
  const others = ringing.length - 1;
  const services = new Set(ringing.map((page) => page.service)).size;
  const more = `${others} more, ${services} ${services === 1 ? 'service' : 'services'}`;
  const lines = [title, calledBecause && oneLine(calledBecause), hint && oneLine(hint)];
  if (others > 0) lines.push(more);
  return {
    title: `${severityMarks[severity]} ${severity.toUpperCase()} ${service}`,
    body: lines.filter((line) => line !== null).join('\n'),
    severity,
    opens: { window: 'room', incidentId },
  };
}

/** Something concerns this person and is no page. */
export interface KnockIn {
  /** Null when it is about no incident. */
  incidentId: string | null;
  /** Why it knocks: "Raj mentions you". */
  reason: string;
  /** Also while the user looks at the incident's room. */
  isForLookers: boolean;
  content: NotificationContent;
}

/** What is said of a knock: in the system's notification, and as the reason of the sound. */
export interface KnockWords {
  title: string;
  body: string;
  reason: string;
}

const lineLength = 200;

/** What somebody wrote, as one line of a notification. */
export function oneLine(text: string, length = lineLength): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}

function isWorse(a: Page, b: Page): boolean {
  const rank = severityRank(a.severity) - severityRank(b.severity);
  return rank < 0 || (rank === 0 && a.ringingSince > b.ringingSince);
}
