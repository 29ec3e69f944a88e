import type { JournalEvent, NewEvent } from '../domain/hub-events.ts';
import { deliver, drop, endsPage, hasten, isWanted, pagedBy } from '../domain/paging/delivering.ts';
import type { JournalTransaction } from '../journal/transaction.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * What an event does to pages on their way over channels: whoever is paged is sent one over each of their
 * channels at its time, at once when nothing of theirs sounds, and not at all once the page is answered.
 */
export function followDeliveries(
  surroundings: Pick<Surroundings, 'paging' | 'newId'>,
  transaction: JournalTransaction,
  event: JournalEvent,
): NewEvent[] {
  switch (event.type) {
    case 'incident.opened':
    case 'seat.called':
    case 'person.paged':
    case 'seat.lease-ended':
      return begin(surroundings, transaction, event);
    case 'page.unheard': {
      if (event.to !== 'channels') return [];
      const { incidentId, personId, at } = event;
      const waiting = transaction.deliveries.waiting(incidentId);
      return hasten(
        waiting.filter((one) => one.personId === personId),
        at,
      );
    }
    case 'seat.acknowledged':
    case 'seat.held':
    case 'incident.resolved':
    case 'incident.lowered':
    case 'person.answered':
    case 'page.declined':
      return end(transaction, event);
    default:
      return [];
  }
}

function begin(
  { paging, newId }: Pick<Surroundings, 'paging' | 'newId'>,
  transaction: JournalTransaction,
  event: Extract<JournalEvent, { incidentId: string }>,
): NewEvent[] {
  const { incidentId, at } = event;
  const incident = transaction.incident(incidentId);
  if (!incident) return [];
  const wanted = pagedBy(event).filter((paged) => isWanted(incident, paged));
  if (wanted.length === 0) return [];
  const rules = paging.rules(transaction, Date.parse(at));
  const waiting = transaction.deliveries.waiting(incidentId);
  return wanted.flatMap((paged) =>
    deliver({
      ...{ incidentId, at, paged, newId },
      channels: rules.channelsOf(paged.personId),
      waiting: waiting.filter(({ personId }) => personId === paged.personId),
    }),
  );
}

function end(
  transaction: JournalTransaction,
  event: Extract<JournalEvent, { incidentId: string }>,
): NewEvent[] {
  const waiting = transaction.deliveries.waiting(event.incidentId);
  if (waiting.length === 0) return [];
  const incident = transaction.incident(event.incidentId);
  if (!incident) return [];
  const isOver = (known: (typeof waiting)[number]): boolean =>
    event.type === 'incident.lowered'
      ? !isWanted(incident, known)
      : endsPage(event, known, incident);
  return drop(waiting.filter(isOver), event.at);
}
