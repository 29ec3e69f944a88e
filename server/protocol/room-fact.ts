import { isOfCard } from './card-fold.ts';
import { isOfChecklist } from './checklist-fold.ts';
import type { VisibleEvent } from './events.ts';
import type { FactDetails, FactEntry, FactType } from './room.ts';
import { isAboutSeats, seatDetails } from './seat-fact.ts';
import { isOfStopgap } from './stopgap-fold.ts';
import { cardDetails, checklistDetails, remarkOf, stopgapDetails } from './work-fact.ts';

/** Facts that are milestones by themselves: how it began, who took it, how it ended. */
const milestones: ReadonlySet<FactType> = new Set([
  'incident.opened',
  'incident.raised',
  'incident.lowered',
  'seat.acknowledged',
  'seat.unacknowledged',
  'seat.lease-ended',
  'seat.held',
  'seat.released',
  'handoff.changed',
  'incident.mitigated',
  'incident.unmitigated',
  'incident.resolved',
  'person.paged',
  'step.overdue',
  'stopgap.installed',
  'stopgap.extended',
  'stopgap.undone',
  'stopgap.made-permanent',
  'stopgap.probe-failed',
  'incident.reopened',
]);

/** The line that an event adds to its incident's timeline; null when it adds none. */
export function toFact(event: VisibleEvent): FactEntry | null {
  const details = detailsOf(event);
  if (!details) return null;
  const { seq, at, actor } = event;
  return { kind: 'fact', seq, at, actor, isMilestone: milestones.has(details.type), ...details };
}

function detailsOf(event: VisibleEvent): FactDetails | null {
  const { type } = event;
  switch (type) {
    case 'incident.opened':
    case 'alert.joined': {
      const { id, title, severity } = event.alert;
      return { type, alertId: id, title, severity };
    }
    case 'alert.changed': {
      const { title, severity } = event.content;
      return { type, alertId: event.alertId, title, severity };
    }
    case 'alert.acknowledged-at-sender':
      return { type, alertId: event.alertId };
    case 'alert.resolved':
      return { type, alertId: event.alertId, cause: event.cause };
    case 'incident.raised':
      return { type, severity: event.severity, title: event.title };
    case 'incident.lowered':
      return { type, severity: event.severity };
    case 'sound.silenced':
      return { type, personIds: [event.personId], until: event.until };
    case 'group.truncated':
      return { type, count: event.unseen };
    case 'incident.mitigated':
    case 'incident.unmitigated':
    case 'incident.resolved':
      return { type };
    case 'message.pinned':
      return { type, messageId: event.messageId, isOn: event.isOn };
    case 'context.added':
      return { type, title: event.item.title, contextKind: event.item.kind };
    case 'incident.reopened':
      return { type, stopgapId: event.stopgapId };
    case 'incident.noise-marked':
      return { type, personIds: [event.personId], ...remarkOf(event.reason) };
    case 'cards.matched':
      return { type, count: event.cards.length, ...remarkOf(event.cards[0]?.lesson) };
    default:
      if (isAboutSeats(event)) return seatDetails(event);
      if (isOfChecklist(event)) return checklistDetails(event);
      if (isOfStopgap(event)) return stopgapDetails(event);
      return isOfCard(event) ? cardDetails(event) : null;
  }
}
