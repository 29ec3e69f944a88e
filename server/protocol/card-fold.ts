import type { Card } from './card.ts';
import type { VisibleEvent } from './events.ts';

export type CardEvent = Extract<VisibleEvent, { type: `card.${string}` }>;

/** Whether an event is about an incident's card. */
export function isOfCard(event: VisibleEvent): event is CardEvent {
  return event.type.startsWith('card.');
}

/** What an event does to the card of its incident: the only code that says so. */
export function foldCard(card: Card | undefined, event: CardEvent): Card | undefined {
  if (event.type === 'card.drafted') return draft(event);
  if (!card) return card;
  const { at, actor } = event;
  const personId = actor.kind === 'person' ? actor.personId : null;
  switch (event.type) {
    case 'card.edited': {
      const { content, revision } = event;
      return { ...card, content, revision, editedBy: personId, editedAt: at };
    }
    case 'card.accepted':
      return { ...card, state: 'accepted', answeredBy: personId, answeredAt: at };
    case 'card.waived':
      return {
        ...card,
        state: 'waived',
        answeredBy: personId,
        answeredAt: at,
        waiveReason: event.reason,
      };
    case 'card.reminded':
      return { ...card, remindedAt: at };
    case 'card.written':
      return { ...card, fileName: event.fileName, writeProblem: null };
    case 'card.write-failed':
      return { ...card, writeProblem: event.problem };
  }
}

function draft(event: Extract<CardEvent, { type: 'card.drafted' }>): Card {
  const { incidentId, team, content, at, dueAt } = event;
  return {
    ...{ incidentId, state: 'draft', team, content, revision: 1, draftedAt: at, dueAt },
    ...{ editedBy: null, editedAt: null, answeredBy: null, answeredAt: null, waiveReason: null },
    ...{ remindedAt: null, fileName: null, writeProblem: null },
  };
}
