import type { Card } from './card.ts';
import type { VisibleEvent } from './events.ts';

export type CardEvent = Extract<VisibleEvent, { type: `card.${string}` }>;

/** Whether an event is about an incident's card. */
export function isOfCard(event: VisibleEvent): event is CardEvent {
  return event.type.startsWith('card.');
}

/** What an event does to the card of its incident: the only code that says so. */
export function foldCard(card: Card | undefined, _event: CardEvent): Card | undefined {
  return card;
}
