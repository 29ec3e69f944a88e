import type { VisibleEvent } from '../../server/protocol/events.ts';
import type { Person } from '../../server/protocol/identity.ts';
import { mentionIn } from './mentioned.ts';
import type { Mirror } from './mirror.ts';

/** Something that concerns this person and is no page; by its event, on the hub's clock. */
export type Knock = { incidentId: string } & (
  | { kind: 'mention'; by: string; text: string }
  /** A critical step is late; `tells` says whether this person alone is told, or the whole room. */
  | { kind: 'step'; text: string; dueAt: string; tells: 'assignee' | 'room' }
  /** A stopgap has expired; `what` is null while this laptop does not know it. */
  | { kind: 'stopgap'; what: string | null }
  | { kind: 'card'; dueAt: string | null }
);

/** Null when the event is no reason to knock at this person's laptop. */
export function knockIn(
  event: VisibleEvent,
  { incidents, stopgaps, cards }: Pick<Mirror, 'incidents' | 'stopgaps' | 'cards'>,
  me: Person,
): Knock | null {
  if (event.type === 'message.posted') {
    const mention = mentionIn(event, incidents.get(event.incidentId) ?? null, me);
    return mention && { kind: 'mention', ...mention };
  }
  if (!('personIds' in event) || !event.personIds.includes(me.id)) return null;
  if (!('incidentId' in event)) return null;
  const { incidentId } = event;
  switch (event.type) {
    case 'step.overdue': {
      const { stepText: text, dueAt, tells } = event;
      return { kind: 'step', incidentId, text, dueAt, tells };
    }
    case 'stopgap.asked': {
      const what = stopgaps.get(event.stopgapId)?.what ?? null;
      return { kind: 'stopgap', incidentId, what };
    }
    case 'card.reminded':
      return { kind: 'card', incidentId, dueAt: cards.get(incidentId)?.dueAt ?? null };
    default:
      return null;
  }
}
