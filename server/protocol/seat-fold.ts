import type { VisibleEvent } from './events.ts';
import { sides } from './identity.ts';
import type { Actor, Side } from './identity.ts';
import type { Incident, Seat } from './incident.ts';
import {
  callPeople,
  changePage,
  declinePage,
  newPage,
  noteAnswer,
  noteDelivery,
  noteStage,
  noteWritten,
} from './page-fold.ts';

const seatTypes = [
  'seat.called',
  'seat.acknowledged',
  'seat.unacknowledged',
  'seat.planned',
  'seat.snoozed',
  'seat.lease-ended',
  'seat.held',
  'seat.released',
  'page.declined',
  'page.unheard',
  'page.delivery',
  'person.paged',
] as const;

/** An event of one seat. */
export type SeatEvent = Extract<VisibleEvent, { type: (typeof seatTypes)[number] }>;

export function isOfSeat(event: VisibleEvent): event is SeatEvent {
  return (seatTypes as readonly string[]).includes(event.type);
}

/** The seat of a new incident. */
export function openSeat(called: readonly string[], at: string): Seat {
  return {
    ...{ state: 'ringing', called: [...called], heard: [], ringingSince: at },
    ...{ acknowledgedBy: null, acknowledgedAt: null },
    pages: called.map((id) => newPage(id, at)),
    ...{ plan: null, leaseUntil: null, askedAgain: null, hold: null },
  };
}

/**
 * A seat that rings from the start: nobody is called yet, but for those whom somebody pages by name and
 * who have not answered.
 */
export function beginAnew(seat: Seat, at: string, paged: Incident['paged']): Seat {
  const called = seat.called.filter((id) => Object.hasOwn(paged, id));
  return {
    ...openSeat([], at),
    called,
    heard: seat.heard.filter((id) => called.includes(id)),
    pages: seat.pages.filter(({ personId }) => called.includes(personId)),
  };
}

/** One that rings already goes on with whom it has called; one that is held waits to be released. */
export function ring(seat: Seat, at: string, paged: Incident['paged']): Seat {
  return seat.state === 'acknowledged' ? beginAnew(seat, at, paged) : seat;
}

/** What an event of a seat does to its incident. */
export function foldSeat(incident: Incident, event: SeatEvent): Incident {
  const seat = foldOne(incident.seats[event.side], event, incident.paged);
  const seats = { ...incident.seats, [event.side]: seat };
  const silences = withoutAll(incident.silences, personsCalled(event));
  const paged = pagedAfter(incident, event);
  return { ...incident, seats, silences, paged, status: statusWith(incident, seats) };
}

/** While it is neither mitigated nor over: whether somebody has a seat. */
export function statusWith(
  { status }: Pick<Incident, 'status'>,
  seats: Incident['seats'],
): Incident['status'] {
  if (status === 'mitigated' || status === 'resolved') return status;
  const somebodyHasIt = sides.some((side) => seats[side].state === 'acknowledged');
  return somebodyHasIt ? 'acknowledged' : 'triggered';
}

/** What a device tells of the pages of its person. */
export function foldReceipts(
  incident: Incident,
  { personId, deviceId, stage, at }: Extract<VisibleEvent, { type: 'page.receipts' }>,
): Incident {
  return changeSeats(incident, (seat) => {
    const noted = changePage(seat, personId, (page) => noteStage(page, deviceId, stage, at));
    const isFirst = seat.called.includes(personId) && !seat.heard.includes(personId);
    return stage === 'sounded' && isFirst ? { ...noted, heard: [...seat.heard, personId] } : noted;
  });
}

/** To which devices the pages of an incident went. */
export function foldWritten(
  incident: Incident,
  event: Extract<VisibleEvent, { type: 'page.written' }>,
): Incident {
  const personIds = new Set(event.devices.map(({ personId }) => personId));
  return changeSeats(incident, (seat) =>
    [...personIds].reduce(
      (noted, id) => changePage(noted, id, (page) => noteWritten(page, event)),
      seat,
    ),
  );
}

/** The person who was paged by name is up. */
export function foldAnswer(
  incident: Incident,
  { personId, at, actor }: Extract<VisibleEvent, { type: 'person.answered' }>,
): Incident {
  const answered = changeSeats(incident, (seat) => answerPage(seat, personId, at, actor));
  return { ...answered, paged: withoutAll(incident.paged, [personId]) };
}

function foldOne(seat: Seat, event: SeatEvent, paged: Incident['paged']): Seat {
  const { at } = event;
  switch (event.type) {
    case 'seat.called':
      return callPeople(seat, event.personIds, at);
    case 'person.paged':
      return callPeople(seat, [event.personId], at);
    case 'seat.acknowledged':
      return {
        ...answerPage(seat, event.personId, at, event.actor, event.deliveryId),
        ...{ state: 'acknowledged', acknowledgedBy: event.personId, acknowledgedAt: at },
        ...{ plan: null, hold: null, leaseUntil: event.leaseUntil ?? null, askedAgain: null },
      };
    case 'seat.snoozed':
      return seat.acknowledgedBy === event.personId ? { ...seat, leaseUntil: event.until } : seat;
    case 'seat.unacknowledged':
      return ring(seat, at, paged);
    case 'seat.lease-ended':
      return {
        ...callPeople(beginAnew(seat, at, paged), [event.personId], at),
        askedAgain: event.personId,
      };
    case 'seat.released':
      return beginAnew(seat, at, paged);
    case 'seat.planned':
      return seat.state === 'ringing' ? { ...seat, plan: event.plan } : seat;
    case 'seat.held':
      return {
        ...{ ...seat, state: 'held', hold: event.hold, plan: null, leaseUntil: null },
        ...{ acknowledgedBy: null, acknowledgedAt: null, askedAgain: null },
      };
    case 'page.declined':
      return declinePage(seat, event.personId);
    case 'page.unheard':
      return changePage(seat, event.personId, (page) => ({ ...page, isUnheard: true }));
    case 'page.delivery':
      return changePage(seat, event.personId, (page) => noteDelivery(page, event.delivery));
  }
}

/** Those who are to hear it from now on, whatever they silenced before. */
function personsCalled(event: SeatEvent): readonly string[] {
  switch (event.type) {
    case 'seat.called':
      return event.personIds;
    case 'person.paged':
    case 'seat.lease-ended':
      return [event.personId];
    default:
      return [];
  }
}

function pagedAfter({ paged, seats }: Incident, event: SeatEvent): Incident['paged'] {
  switch (event.type) {
    case 'person.paged':
      return { ...paged, [event.personId]: event.at };
    case 'seat.acknowledged':
    case 'page.declined':
      return withoutAll(paged, [event.personId]);
    case 'seat.held':
      // Whoever is stood down may sleep, also when somebody had asked for them by name.
      return event.hold.kind === 'stand-down' ? withoutAll(paged, seats[event.side].called) : paged;
    default:
      return paged;
  }
}

function answerPage(
  seat: Seat,
  personId: string,
  at: string,
  actor: Actor,
  deliveryId?: string,
): Seat {
  const deviceId = actor.kind === 'person' ? actor.deviceId : null;
  return changePage(seat, personId, (page) => noteAnswer(page, at, { deviceId, deliveryId }));
}

/** The same incident when neither seat changes. */
function changeSeats(incident: Incident, change: (seat: Seat, side: Side) => Seat): Incident {
  const developer = change(incident.seats.developer, 'developer');
  const sre = change(incident.seats.sre, 'sre');
  const isSame = developer === incident.seats.developer && sre === incident.seats.sre;
  return isSame ? incident : { ...incident, seats: { developer, sre } };
}

function withoutAll<T>(record: Record<string, T>, keys: readonly string[]): Record<string, T> {
  if (!keys.some((key) => Object.hasOwn(record, key))) return record;
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}
