import type { Side } from '../../server/protocol/identity.ts';
import type { Incident, Seat } from '../../server/protocol/incident.ts';
import type { DeviceReceipt } from '../../server/protocol/paging.ts';
import type { HandoffView, PageView } from '../ipc/duty-views.ts';
import type { SeatView } from '../ipc/views.ts';
import { toLocal } from './knowledge.ts';
import type { Knowledge } from './knowledge.ts';
import { pageInWords } from './page-words.ts';
import { personView } from './people.ts';

/** One side's place in an incident, as windows show it. */
export function seatView(incident: Incident, side: Side, known: Knowledge): SeatView {
  const { me, people, clockSkewMs } = known;
  const seat = incident.seats[side];
  const heard = new Set(seat.heard);
  const person = (id: string) => personView(id, people, me?.id ?? null);
  const local = (instant: string): string => toLocal(instant, clockSkewMs);
  const { plan, hold } = seat;
  return {
    side,
    state: seat.state,
    ringingSince: local(seat.ringingSince),
    called: seat.called.map((id) => ({ ...person(id), heard: heard.has(id) })),
    pages: pageViews(seat, known),
    next: plan && {
      ...{ at: local(plan.nextAt), people: plan.nextIds.map(person), round: plan.round },
    },
    leaseUntil: seat.leaseUntil && local(seat.leaseUntil),
    askedAgain: seat.askedAgain === null ? null : person(seat.askedAgain),
    hold: hold && {
      ...{ ...hold, until: local(hold.until), by: hold.by === null ? null : person(hold.by) },
    },
    acknowledgedBy: seat.acknowledgedBy === null ? null : person(seat.acknowledgedBy),
    acknowledgedAt: seat.acknowledgedAt && local(seat.acknowledgedAt),
    isMine: me?.side === side,
    mayStandDown: mayStandDown(incident, side, known),
  };
}

/** What one side leaves the other; null when nothing is owed. */
export function handoffView({ handoff }: Incident, known: Knowledge): HandoffView | null {
  if (handoff === null) return null;
  const { me, people, clockSkewMs } = known;
  const { dueAt, fromId, toSide, given } = handoff;
  const person = (id: string) => personView(id, people, me?.id ?? null);
  const { by, at, ...texts } = given ?? { by: '', at: '', impact: '', tried: '', questions: '' };
  return {
    dueAt: toLocal(dueAt, clockSkewMs),
    from: person(fromId),
    toSide,
    isMine: me !== null && me.side !== toSide,
    given: given && { ...texts, at: toLocal(at, clockSkewMs), by: person(by) },
  };
}

/** Whoever lets the other side sleep must leave somebody there. */
function mayStandDown({ status, seats }: Incident, side: Side, { me }: Knowledge): boolean {
  if (me === null || me.side === side || status === 'resolved') return false;
  return seats[me.side].state === 'acknowledged' && seats[side].state === 'ringing';
}

function pageViews({ pages, acknowledgedBy }: Seat, known: Knowledge): PageView[] {
  const { me, people, devices, clockSkewMs } = known;
  return pages.map((page) => {
    const { personId, at, deliveries } = page;
    const hasIt = acknowledgedBy === personId;
    const deviceCount = [...devices.values()].filter((one) => one.personId === personId).length;
    return {
      person: personView(personId, people, me?.id ?? null),
      pagedAt: toLocal(at, clockSkewMs),
      ...pageInWords(page, { hasIt, deviceCount }, known),
      devices: page.devices.map((receipt) => deviceView(receipt, known)),
      deliveries: deliveries.map((one) => ({
        ...one,
        at: toLocal(one.at, clockSkewMs),
        dueAt: one.dueAt && toLocal(one.dueAt, clockSkewMs),
      })),
    };
  });
}

function deviceView(
  { deviceId, isUnreachable, times }: DeviceReceipt,
  { devices, clockSkewMs }: Knowledge,
): PageView['devices'][number] {
  const turned = Object.entries(times).map(([stage, at]) => [stage, toLocal(at, clockSkewMs)]);
  return {
    name: devices.get(deviceId)?.name ?? 'laptop',
    isUnreachable,
    times: Object.fromEntries(turned) as DeviceReceipt['times'],
  };
}
