import type { VisibleEvent } from './events.ts';
import type { FactEntry, FactType } from './room.ts';

/** Facts that are milestones by themselves: how it began, who took it, how it ended. */
const milestones: ReadonlySet<FactType> = new Set([
  'incident.opened',
  'incident.raised',
  'incident.lowered',
  'seat.acknowledged',
  'seat.unacknowledged',
  'incident.mitigated',
  'incident.unmitigated',
  'incident.resolved',
  'person.paged',
]);

type Details = Omit<FactEntry, 'kind' | 'seq' | 'at' | 'actor' | 'isMilestone'>;

/** The line that an event adds to its incident's timeline; null when it adds none. */
export function toFact(event: VisibleEvent): FactEntry | null {
  const details = detailsOf(event);
  if (!details) return null;
  const { seq, at, actor } = event;
  return { kind: 'fact', seq, at, actor, isMilestone: milestones.has(details.type), ...details };
}

function detailsOf(event: VisibleEvent): Details | null {
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
    case 'seat.called':
      return { type, side: event.side, personIds: event.personIds };
    case 'seat.acknowledged':
    case 'seat.unacknowledged':
    case 'person.paged':
      return { type, side: event.side, personIds: [event.personId] };
    case 'person.answered':
      return { type, personIds: [event.personId] };
    case 'sound.silenced':
      return { type, personIds: [event.personId], until: event.until };
    case 'page.receipts':
      return { type, personIds: [event.personId], stage: event.stage };
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
    default:
      return null;
  }
}
