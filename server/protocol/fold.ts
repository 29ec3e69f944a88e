import type { Alert } from './alert.ts';
import type { VisibleEvent } from './events.ts';
import type { Incident, Seat } from './incident.ts';
import { sides } from './identity.ts';
import type { Side } from './identity.ts';

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
        seats: {
          developer: ringUnlessKept(incident, 'developer', event),
          sre: ringUnlessKept(incident, 'sre', event),
        },
      };
    case 'incident.lowered':
      return { ...touched, severity: event.severity };
    case 'seat.called':
      return withSeat(touched, event.side, {
        called: [...incident.seats[event.side].called, ...event.personIds],
      });
    case 'seat.acknowledged':
      return {
        ...withSeat(touched, event.side, {
          state: 'acknowledged',
          acknowledgedBy: event.personId,
          acknowledgedAt: event.at,
        }),
        status: incident.status === 'triggered' ? 'acknowledged' : incident.status,
        paged: without(incident.paged, event.personId),
      };
    case 'seat.unacknowledged': {
      const seats = { ...incident.seats, [event.side]: ring(incident.seats[event.side], event.at) };
      const nobodyHasIt = sides.every((side) => seats[side].state === 'ringing');
      const status =
        incident.status === 'acknowledged' && nobodyHasIt ? 'triggered' : incident.status;
      return { ...touched, seats, status };
    }
    case 'sound.silenced':
      return { ...touched, silences: { ...incident.silences, [event.personId]: event.until } };
    case 'page.receipts':
      return event.stage === 'sounded' ? withHeard(touched, event.personId) : incident;
    case 'group.truncated':
      return { ...touched, unseen: withUnseen(incident.unseen, event.groupKey, event.unseen) };
    case 'incident.mitigated':
      return { ...touched, status: 'mitigated', mitigatedAt: event.at };
    case 'incident.unmitigated': {
      const somebodyHasIt = sides.some((side) => incident.seats[side].state === 'acknowledged');
      return {
        ...touched,
        status: somebodyHasIt ? 'acknowledged' : 'triggered',
        mitigatedAt: null,
      };
    }
    case 'incident.resolved':
      return {
        ...touched,
        status: 'resolved',
        resolvedAt: event.at,
        resolvedBy: event.actor,
        paged: {},
      };
    case 'person.paged':
      return pagePerson(touched, event);
    case 'person.answered':
      return { ...touched, paged: without(incident.paged, event.personId) };
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
        seats: {
          developer: ringAnew(incident.seats.developer, event.at),
          sre: ringAnew(incident.seats.sre, event.at),
        },
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
  if (event.type === 'page.receipts') return event.incidentIds.includes(incident.id);
  return 'incidentId' in event && event.incidentId === incident.id;
}

function openIncident(event: Extract<VisibleEvent, { type: 'incident.opened' }>): Incident {
  const seat = (side: Side): Seat => ({
    state: 'ringing',
    called: event.called[side],
    heard: [],
    ringingSince: event.at,
    acknowledgedBy: null,
    acknowledgedAt: null,
    pages: [],
    plan: null,
    leaseUntil: null,
    hold: null,
  });
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

/** A seat that rings anew; one that rings already keeps its time. */
function ring(seat: Seat, at: string): Seat {
  return seat.state === 'ringing' ? seat : ringAnew(seat, at);
}

/** Also one that had rung for long and fallen silent begins from the start. */
function ringAnew(seat: Seat, at: string): Seat {
  return {
    ...seat,
    state: 'ringing',
    heard: [],
    ringingSince: at,
    acknowledgedBy: null,
    acknowledgedAt: null,
  };
}

function ringUnlessKept(
  { seats }: Incident,
  side: Side,
  event: Extract<VisibleEvent, { type: 'incident.raised' }>,
): Seat {
  return event.keeps === side ? seats[side] : ring(seats[side], event.at);
}

/** Rings for that person alone: their silence ends, and they have not heard it yet. */
function pagePerson(
  incident: Incident,
  { side, personId, at }: Extract<VisibleEvent, { type: 'person.paged' }>,
): Incident {
  const { called, heard } = incident.seats[side];
  const paged = withSeat(incident, side, {
    called: called.includes(personId) ? called : [...called, personId],
    heard: heard.filter((id) => id !== personId),
  });
  return {
    ...paged,
    paged: { ...incident.paged, [personId]: at },
    silences: without(incident.silences, personId),
  };
}

function without<T>(record: Record<string, T>, key: string): Record<string, T> {
  const { [key]: _, ...others } = record;
  return others;
}

function withSeat(incident: Incident, side: Side, change: Partial<Seat>): Incident {
  return {
    ...incident,
    seats: { ...incident.seats, [side]: { ...incident.seats[side], ...change } },
  };
}

function withHeard(incident: Incident, personId: string): Incident {
  for (const side of sides) {
    const seat = incident.seats[side];
    if (seat.called.includes(personId) && !seat.heard.includes(personId)) {
      return withSeat(incident, side, { heard: [...seat.heard, personId] });
    }
  }
  return incident;
}

function withUnseen(
  unseen: Incident['unseen'],
  groupKey: string,
  count: number,
): Incident['unseen'] {
  const others = without(unseen, groupKey);
  return count > 0 ? { ...others, [groupKey]: count } : others;
}
