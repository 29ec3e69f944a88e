import { draftCard } from '../domain/card/draft.ts';
import { mostAlike } from '../domain/card/likeness.ts';
import type { JournalEvent, NewEvent } from '../domain/hub-events.ts';
import { occasionOf } from '../domain/runbook/occasion.ts';
import type { JournalTransaction } from '../journal/transaction.ts';
import { followSeats } from '../domain/paging/following-seats.ts';
import { followSilences } from '../domain/paging/following-silences.ts';
import { followDeliveries } from './following-deliveries.ts';
import { directoryOf } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';

/** What a follow-up is decided with. */
export type FollowUpSurroundings = Pick<Surroundings, 'work' | 'rules' | 'paging' | 'newId'>;

/**
 * What follows from an event by rule, however it came about: a new incident is shown with what earlier
 * ones taught, of a resolved one a card is drafted, seats begin their policies and go on with them, and
 * pages go over channels.
 */
export function followUp(
  surroundings: FollowUpSurroundings,
  transaction: JournalTransaction,
  event: JournalEvent,
): NewEvent[] {
  return [
    ...followIncident(surroundings, transaction, event),
    ...followDeliveries(surroundings, transaction, event),
    ...followSeats(transaction, event, () =>
      surroundings.paging.rules(transaction, Date.parse(event.at)),
    ),
    ...followSilences(transaction, event),
  ];
}

function followIncident(
  surroundings: FollowUpSurroundings,
  transaction: JournalTransaction,
  event: JournalEvent,
): NewEvent[] {
  switch (event.type) {
    case 'incident.opened':
      return showLessons(surroundings, transaction, event);
    case 'incident.resolved':
      return draft(surroundings, transaction, event);
    default:
      return [];
  }
}

function showLessons(
  surroundings: FollowUpSurroundings,
  transaction: JournalTransaction,
  opened: Extract<JournalEvent, { type: 'incident.opened' }>,
): NewEvent[] {
  const { title, annotations } = opened.alert;
  const occasion = {
    ...occasionOf(opened, directoryOf(surroundings)),
    text: [title, ...Object.values(annotations)].join('\n'),
  };
  const cards = mostAlike(transaction.lessonsFor(occasion), occasion);
  const { at, incidentId } = opened;
  if (cards.length === 0) return [];
  return [{ type: 'cards.matched', at, actor: { kind: 'hub' }, incidentId, cards }];
}

function draft(
  { work }: FollowUpSurroundings,
  transaction: JournalTransaction,
  { incidentId, at }: Extract<JournalEvent, { type: 'incident.resolved' }>,
): NewEvent[] {
  const incident = transaction.incident(incidentId);
  if (!incident) return [];
  const team = work.rules(transaction.people()).owningTeam(incident.service);
  const stopgaps = transaction.stopgapsOf(incidentId);
  return [draftCard({ incident, stopgaps, team }, Date.parse(at))];
}
