import type { VisibleEvent } from './events.ts';
import type { FactDetails } from './room.ts';
import { remarkOf } from './work-fact.ts';

const types = [
  'seat.called',
  'seat.acknowledged',
  'seat.unacknowledged',
  'seat.planned',
  'seat.snoozed',
  'seat.lease-ended',
  'seat.held',
  'seat.released',
  'person.paged',
  'person.answered',
  'page.declined',
  'page.receipts',
  'page.written',
  'page.unheard',
  'page.delivery',
  'handoff.changed',
  'handoff.due',
] as const;

type SeatFactEvent = Extract<VisibleEvent, { type: (typeof types)[number] }>;

/** Whether an event is about seats, about pages for them, or about what one side leaves the other. */
export function isAboutSeats(event: VisibleEvent): event is SeatFactEvent {
  return (types as readonly string[]).includes(event.type);
}

/** The line of an event about seats; null when it adds none. */
export function seatDetails(event: SeatFactEvent): FactDetails | null {
  const { type } = event;
  switch (type) {
    case 'seat.called': {
      const { side, personIds, step, round } = event;
      return { type, side, personIds, ...(step && { step }), ...(round && { round }) };
    }
    case 'seat.planned': {
      const { side, skipped, plan } = event;
      // Whom a step calls tells its own line.
      if (skipped.length === 0 && plan.nextIds.length > 0) return null;
      return { type, side, skipped, personIds: plan.nextIds, until: plan.nextAt };
    }
    case 'seat.acknowledged':
    case 'seat.unacknowledged':
    case 'seat.lease-ended':
    case 'person.paged':
    case 'page.declined':
      return { type, side: event.side, personIds: [event.personId] };
    case 'person.answered':
      return { type, personIds: [event.personId] };
    case 'seat.snoozed':
      return { type, side: event.side, personIds: [event.personId], until: event.until };
    case 'seat.held': {
      const { kind: holdKind, until, reason } = event.hold;
      return { type, side: event.side, holdKind, until, ...remarkOf(reason) };
    }
    case 'seat.released':
      return { type, side: event.side, releaseCause: event.cause };
    case 'page.receipts':
      return { type, personIds: [event.personId], stage: event.stage };
    case 'page.written':
      return writtenDetails(event);
    case 'page.unheard': {
      const { side, personId, to: unheardTo } = event;
      return { type, side, personIds: [personId], unheardTo };
    }
    case 'page.delivery':
      return deliveryDetails(event);
    case 'handoff.changed': {
      const { toSide: side, fromId, dueAt, given } = event.handoff;
      return given
        ? { type, side, personIds: [given.by], isOn: true, remark: given.impact }
        : { type, side, personIds: [fromId], isOn: false, until: dueAt };
    }
    case 'handoff.due':
      return { type, personIds: event.personIds };
  }
}

/** Only of those whom no device of theirs can tell. */
function writtenDetails({
  type,
  devices,
}: Extract<VisibleEvent, { type: 'page.written' }>): FactDetails | null {
  const reached = new Set(devices.filter((one) => !one.isUnreachable).map((one) => one.personId));
  const personIds = [...new Set(devices.map((one) => one.personId))].filter(
    (id) => !reached.has(id),
  );
  return personIds.length === 0 ? null : { type, personIds };
}

/** What waits, or was not needed any more, is seen beside the person and tells no line. */
function deliveryDetails({
  type,
  side,
  personId,
  delivery,
}: Extract<VisibleEvent, { type: 'page.delivery' }>): FactDetails | null {
  const { state, name: title, problem } = delivery;
  if (state !== 'sent' && state !== 'failed') return null;
  const said = state === 'failed' ? remarkOf(problem) : {};
  return { type, side, personIds: [personId], title, deliveryState: state, ...said };
}
