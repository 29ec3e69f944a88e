import type { Alert } from './alert.ts';
import type { VisibleEvent } from './events.ts';
import type { Incident, Seat } from './incident.ts';
import type { Side } from './identity.ts';
import {
  beginAnew,
  foldAnswer,
  foldReceipts,
  foldSeat,
  foldWritten,
  isOfSeat,
  openSeat,
  ring,
  statusWith,
} from './seat-fold.ts';

/**
 * What each event does to the incident it concerns. The hub's tables and every client's mirror are
 * folded by these functions and by nothing else, so that they agree by construction.
 * An event of another incident, or one that does not touch incidents, returns the state unchanged.
 */
export function foldIncident(
  incident: Incident | undefined,
  event: VisibleEvent,
): Incident | undefined {
  if (event.type === 'incident.opened') return openIncident(event);
  if (!incident || !concerns(incident, event)) return incident;
  const touched = { ...incident, updatedAt: event.at };
  if (isOfSeat(event)) return foldSeat(touched, event);
  switch (event.type) {
    case 'alert.joined':
      return {
        ...touched,
        lastAlertAt: event.at,
        firingCount: incident.firingCount + 1,
        alertCount: incident.alertCount + 1,
      };
    case 'alert.resolved':
      return { ...touched, firingCount: incident.firingCount - 1 };
    case 'alert.changed':
    case 'alert.acknowledged-at-sender':
      return touched;
    case 'incident.raised':
      return {
        ...touched,
        severity: event.severity,
        title: event.title,
        status: event.keeps === undefined ? 'triggered' : 'acknowledged',
        mitigatedAt: null,
        silences: {},
        seats: bothSeats(incident, (seat, side) =>
          event.keeps === side ? seat : ring(seat, event.at, incident.paged),
        ),
      };
    case 'incident.lowered':
      return { ...touched, severity: event.severity };
    case 'sound.silenced':
      return { ...touched, silences: { ...incident.silences, [event.personId]: event.until } };
    case 'page.receipts':
      return foldReceipts(event.stage === 'sounded' ? touched : incident, event);
    case 'page.written':
      return foldWritten(incident, event);
    case 'group.truncated':
      return { ...touched, unseen: withUnseen(incident.unseen, event.groupKey, event.unseen) };
    case 'incident.mitigated':
      return { ...touched, status: 'mitigated', mitigatedAt: event.at };
    case 'incident.unmitigated': {
      const status = statusWith({ status: 'triggered' }, incident.seats);
      return { ...touched, status, mitigatedAt: null };
    }
    case 'incident.resolved':
      return {
        ...touched,
        seats: bothSeats(incident, (seat) => ({ ...seat, plan: null, leaseUntil: null })),
        status: 'resolved',
        resolvedAt: event.at,
        resolvedBy: event.actor,
        paged: {},
      };
    case 'person.answered':
      return foldAnswer(touched, event);
    case 'handoff.changed':
      return { ...touched, handoff: event.handoff };
    case 'checklist.attached':
    case 'checklist.detached':
    case 'step.added':
    case 'step.changed':
      return { ...touched, checklist: event.progress.total > 0 ? event.progress : null };
    case 'stopgap.installed':
      return {
        ...touched,
        status: 'mitigated',
        mitigatedAt: incident.mitigatedAt ?? event.at,
        openStopgaps: incident.openStopgaps + 1,
        // It has an expiry of its own, at which somebody is asked.
        seats: bothSeats(incident, (seat) => ({ ...seat, leaseUntil: null })),
      };
    case 'stopgap.undone':
    case 'stopgap.made-permanent':
      return { ...touched, openStopgaps: incident.openStopgaps - 1 };
    case 'incident.reopened':
      return {
        ...touched,
        status: 'triggered',
        mitigatedAt: null,
        silences: {},
        seats: bothSeats(incident, (seat) => beginAnew(seat, event.at, incident.paged)),
      };
    case 'incident.noise-marked': {
      const { personId, reason } = event;
      return { ...touched, noise: reason === null ? null : { personId, reason } };
    }
    case 'cards.matched':
      return { ...touched, seenBefore: event.cards };
    default:
      return incident;
  }
}

/** What each event does to the alert it concerns; see `foldIncident`. */
export function foldAlert(alert: Alert | undefined, event: VisibleEvent): Alert | undefined {
  if (event.type === 'incident.opened' || event.type === 'alert.joined') {
    return !alert || alert.id === event.alert.id ? event.alert : alert;
  }
  if (!alert || !('alertId' in event) || event.alertId !== alert.id) return alert;
  switch (event.type) {
    case 'alert.changed':
      return { ...alert, ...event.content };
    case 'alert.acknowledged-at-sender':
      return { ...alert, acknowledgedAtSender: event.at };
    case 'alert.resolved':
      return { ...alert, status: 'resolved', resolvedAt: event.at, resolveCause: event.cause };
  }
}

function concerns(incident: Incident, event: VisibleEvent): boolean {
  if ('incidentIds' in event) return event.incidentIds.includes(incident.id);
  return 'incidentId' in event && event.incidentId === incident.id;
}

function openIncident(event: Extract<VisibleEvent, { type: 'incident.opened' }>): Incident {
  const seat = (side: Side): Seat => openSeat(event.called[side], event.at);
  return {
    id: event.incidentId,
    number: event.number,
    service: event.service,
    title: event.alert.title,
    severity: event.alert.severity,
    status: 'triggered',
    openedAt: event.at,
    updatedAt: event.at,
    lastAlertAt: event.at,
    seats: { developer: seat('developer'), sre: seat('sre') },
    firingCount: 1,
    alertCount: 1,
    unseen: {},
    silences: {},
    paged: {},
    mitigatedAt: null,
    checklist: null,
    openStopgaps: 0,
    seenBefore: [],
    noise: null,
    handoff: null,
    resolvedAt: null,
    resolvedBy: null,
  };
}

function bothSeats(
  { seats }: Incident,
  change: (seat: Seat, side: Side) => Seat,
): Incident['seats'] {
  return { developer: change(seats.developer, 'developer'), sre: change(seats.sre, 'sre') };
}

function without<T>(record: Record<string, T>, key: string): Record<string, T> {
  const { [key]: _, ...others } = record;
  return others;
}

function withUnseen(
  unseen: Incident['unseen'],
  groupKey: string,
  count: number,
): Incident['unseen'] {
  const others = without(unseen, groupKey);
  return count > 0 ? { ...others, [groupKey]: count } : others;
}
