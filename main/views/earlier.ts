import type { Incident } from '../../server/protocol/incident.ts';
import type { Stopgap } from '../../server/protocol/stopgap.ts';
import type { EarlierStopgap } from '../ipc/work-views.ts';
import { oneLine } from '../pager/notification.ts';
import { toLocal } from './knowledge.ts';
import type { Knowledge } from './knowledge.ts';
import { dayOf } from './moments.ts';

export type EarlierKnowledge = Pick<Knowledge, 'stopgaps' | 'clockSkewMs' | 'now'>;

const stopgapsShown = 5;
const whatLength = 80;

/** Stopgaps that are open in other incidents of the service, overdue first, then those that expire first. */
export function earlierStopgaps(
  { id, service }: Pick<Incident, 'id' | 'service'>,
  known: EarlierKnowledge,
): EarlierStopgap[] {
  const found: EarlierStopgap[] = [];
  for (const stopgap of known.stopgaps.values()) {
    if (stopgap.service !== service || stopgap.incidentId === id) continue;
    const { incidentId, incidentNumber, what } = stopgap;
    const expiresAt = toLocal(stopgap.expiresAt, known.clockSkewMs);
    found.push({
      incidentId,
      incidentNumber,
      what,
      expiresAt,
      isOverdue: isOverdue(stopgap, known),
    });
  }
  // What has expired expired before what has not.
  found.sort((a, b) => Date.parse(a.expiresAt) - Date.parse(b.expiresAt));
  return found.slice(0, stopgapsShown);
}

export function isOverdue(
  { expiresAt }: Pick<Stopgap, 'expiresAt'>,
  { clockSkewMs, now }: Pick<Knowledge, 'clockSkewMs' | 'now'>,
): boolean {
  return Date.parse(expiresAt) - clockSkewMs <= now;
}

/** What is known of earlier when it rings, in one line; null when nothing is. */
export function earlierHint(
  incident: Pick<Incident, 'id' | 'service' | 'seenBefore'>,
  known: EarlierKnowledge,
): string | null {
  const [card] = incident.seenBefore;
  if (card) return `Seen before ${dayOf(card.resolvedAt, known)}: ${card.lesson || card.title}`;
  const [stopgap] = earlierStopgaps(incident, known);
  if (!stopgap) return null;
  const overdue = stopgap.isOverdue ? ', overdue' : '';
  const what = oneLine(stopgap.what, whatLength);
  return `Stopgap of #${stopgap.incidentNumber} still open${overdue}: ${what}`;
}
