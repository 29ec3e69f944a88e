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

type Clock = Extract<JournalEvent, { type: 'alerts.clocked' }>['clocks'][number];

/** What an event does to an alert, with the hub's own bookkeeping. */
export function foldKnownAlert(
  known: KnownAlert | undefined,
  event: JournalEvent,
): KnownAlert | undefined {
  if (event.type === 'alerts.extended') return known && foldExtensions(known, event.extensions);
  if (event.type === 'alerts.clocked') {
    const clock = event.clocks.find(({ alertId }) => alertId === known?.alert.id);
    return known && clock ? withClock(known, clock) : known;
  }
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

/** The alert with a new time at which it expires. */
export function withExpiry(known: KnownAlert, expiresAt: string | null): KnownAlert {
  return { ...known, alert: { ...known.alert, expiresAt } };
}

/** The alert with what the sender's clock said. */
export function withClock(known: KnownAlert, { startsAt, endedAt }: Clock): KnownAlert {
  return {
    ...known,
    senderStartsAt: startsAt ?? known.senderStartsAt,
    senderEndedAt: endedAt ?? known.senderEndedAt,
  };
}

function foldExtensions(
  known: KnownAlert,
  extensions: { expiresAt: string | null; alertIds: string[] }[],
): KnownAlert {
  const extension = extensions.find(({ alertIds }) => alertIds.includes(known.alert.id));
  return extension ? withExpiry(known, extension.expiresAt) : known;
}
