import type { Alert } from '../protocol/alert.ts';
import { foldAlert } from '../protocol/fold.ts';
import type { JournalEvent } from './hub-events.ts';
import { isVisible } from './hub-events.ts';

/** An alert with what only the hub keeps of it. */
export interface KnownAlert {
  alert: Alert;
  /** When the running episode began by the sender's clock; null when the sender does not say. */
  senderStartsAt: string | null;
  /** When the episode ended by the sender's clock; null while it runs or when not said. */
  senderEndedAt: string | null;
}

/** What an event does to an alert, with the hub's own bookkeeping. */
export function foldKnownAlert(
  known: KnownAlert | undefined,
  event: JournalEvent,
): KnownAlert | undefined {
  if (event.type === 'alerts.extended') return known && foldExtension(known, event);
  if (event.type === 'alerts.clocked') return known && foldClock(known, event);
  if (!isVisible(event)) return known;
  const alert = foldAlert(known?.alert, event);
  if (!alert || alert === known?.alert) return known;
  if (event.type === 'incident.opened' || event.type === 'alert.joined') {
    // A start equal to the time of writing is the hub's own: the sender named none that is past.
    const senderStartsAt = alert.startsAt === event.at ? null : alert.startsAt;
    return { alert, senderStartsAt, senderEndedAt: null };
  }
  return known && { ...known, alert };
}

function foldExtension(
  known: KnownAlert,
  event: Extract<JournalEvent, { type: 'alerts.extended' }>,
): KnownAlert {
  const extension = event.extensions.find(({ alertIds }) => alertIds.includes(known.alert.id));
  return extension
    ? { ...known, alert: { ...known.alert, expiresAt: extension.expiresAt } }
    : known;
}

function foldClock(
  known: KnownAlert,
  event: Extract<JournalEvent, { type: 'alerts.clocked' }>,
): KnownAlert {
  const clock = event.clocks.find(({ alertId }) => alertId === known.alert.id);
  if (!clock) return known;
  return {
    ...known,
    senderStartsAt: clock.startsAt ?? known.senderStartsAt,
    senderEndedAt: clock.endedAt ?? known.senderEndedAt,
  };
}
