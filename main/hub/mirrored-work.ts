import type { CardSummary } from '../../server/protocol/card.ts';
import type { CardEvent } from '../../server/protocol/card-fold.ts';
import type { Incident } from '../../server/protocol/incident.ts';
import type { Stopgap } from '../../server/protocol/stopgap.ts';
import { foldStopgap, stopgapIdOf } from '../../server/protocol/stopgap-fold.ts';
import type { StopgapEvent } from '../../server/protocol/stopgap-fold.ts';

/** Open stopgaps after an event; one that was answered for is not among them any more. */
export function afterStopgapEvent(
  before: ReadonlyMap<string, Stopgap>,
  event: StopgapEvent,
): ReadonlyMap<string, Stopgap> {
  const id = stopgapIdOf(event);
  const known = before.get(id);
  const after = foldStopgap(known, event);
  if (after === known) return before;
  const stopgaps = new Map(before);
  if (after?.state === 'open') stopgaps.set(id, after);
  else stopgaps.delete(id);
  return stopgaps;
}

/**
 * Waiting cards after an event.
 * @param incident the one that the card is about; its card is not listed when it is not known
 */
export function afterCardEvent(
  before: ReadonlyMap<string, CardSummary>,
  event: CardEvent,
  incident: Incident | undefined,
): ReadonlyMap<string, CardSummary> {
  const { type, incidentId } = event;
  if (type === 'card.drafted' && incident) {
    const { number: incidentNumber, service, title } = incident;
    const { team, dueAt, at: draftedAt } = event;
    const card = { incidentId, incidentNumber, service, title, team, draftedAt, dueAt };
    return new Map(before).set(incidentId, card);
  }
  if ((type !== 'card.accepted' && type !== 'card.waived') || !before.has(incidentId)) {
    return before;
  }
  const cards = new Map(before);
  cards.delete(incidentId);
  return cards;
}
