import { expect, test } from 'vitest';
import type { VisibleEvent } from '../../server/protocol/events.ts';
import { foldIncident } from '../../server/protocol/fold.ts';
import type { Incident } from '../../server/protocol/incident.ts';
import type { SeatHold } from '../../server/protocol/paging.ts';
import { acknowledged, ana, opened, t0 } from '../testing/factory.ts';
import { hubEvent } from '../testing/duty.ts';
import { CallCauses } from './call-causes.ts';
import { ReceivedPages } from './received-pages.ts';

const at = (minute: number) => `2026-10-03T01:${String(minute).padStart(2, '0')}:00.000Z`;
const seat = { incidentId: 'i1', side: 'developer' } as const;
const called = (minute: number, ...personIds: string[]) =>
  hubEvent(9, { type: 'seat.called', ...seat, personIds }, at(minute));
const byRaj = { kind: 'person', personId: 'raj', deviceId: null } as const;

/** What Ana's laptop says of why she is called, after these events. */
function causeAfter(...events: VisibleEvent[]) {
  const causes = new CallCauses([]);
  let incident: Incident | undefined;
  for (const event of events) {
    const before = incident;
    incident = foldIncident(incident, event);
    causes.heed(event, before, 'ana');
  }
  return causes.of('i1');
}

const open = { ...opened(1), called: { developer: ['bo'], sre: ['raj'] } } as VisibleEvent;

test('who is called from the start needs no reason', () => {
  expect(causeAfter(opened(1))).toBe(null);
  expect(causeAfter(open)).toBe(null);
});

test('who is next hears why', () => {
  const unheard = hubEvent(2, { type: 'page.unheard', ...seat, personId: 'bo', to: 'next' });
  const declined = hubEvent(2, { type: 'page.declined', ...seat, personId: 'bo' });
  const because = (...events: VisibleEvent[]) => causeAfter(open, ...events, called(20, 'ana'));
  expect(because()).toMatchObject({ kind: 'next', because: 'unanswered', at: at(20) });
  expect(because(unheard)).toMatchObject({ kind: 'next', because: 'unheard', personId: 'bo' });
  expect(because(declined)).toMatchObject({ kind: 'next', because: 'declined', personId: 'bo' });
});

test('who is called once more is called again; who said that they cannot come is asked after all', () => {
  expect(causeAfter(opened(1), called(20, 'ana'))).toMatchObject({ kind: 'again', at: at(20) });
  const declined = hubEvent(2, { type: 'page.declined', ...seat, personId: 'ana' });
  expect(causeAfter(opened(1), declined, called(20, 'ana'))).toMatchObject({ kind: 'next' });
});

test('an acknowledgement that has run out says since when it was had', () => {
  const ended = hubEvent(3, { type: 'seat.lease-ended', ...seat, personId: 'ana' }, at(42));
  const cause = causeAfter(opened(1), acknowledged(2, 'developer', 'i1', at(13)), ended);
  expect(cause).toMatchObject({ kind: 'lease-ended', since: at(13), at: at(42) });
  // The next page of the same person has another reason.
  const later = causeAfter(
    ...[opened(1), acknowledged(2, 'developer', 'i1', at(13)), ended, called(50, 'ana')],
  );
  expect(later).toMatchObject({ kind: 'again', at: at(50) });
});

test('a side that was let sleep hears who calls it back', () => {
  const until = at(50);
  const hold: SeatHold = {
    kind: 'stand-down',
    ...{ until, by: 'raj', reason: 'sleep', silenceId: null },
  };
  const held = hubEvent(2, { type: 'seat.held', ...seat, hold });
  const released = {
    ...hubEvent(3, { type: 'seat.released', ...seat, cause: 'called-back' }, at(30)),
    actor: byRaj,
  } as VisibleEvent;
  const cause = causeAfter(opened(1), held, released, called(30, 'ana'));
  expect(cause).toMatchObject({ kind: 'released', why: 'called-back', byId: 'raj', at: at(30) });
});

test('causes are kept with the mirror, and forgotten with their incident', () => {
  const causes = new CallCauses([{ kind: 'again', ...seat, at: t0 }]);
  const incident = foldIncident(undefined, opened(1));
  if (!incident) throw new Error('no incident');
  expect(causes.toState(new Map([['i1', incident]]))).toHaveLength(1);
  expect(causes.toState(new Map())).toEqual([]);
  causes.heed(hubEvent(9, { type: 'incident.resolved', incidentId: 'i1' }), incident, 'ana');
  expect(causes.of('i1')).toBe(null);
});

test('each page of this person is received once, whatever brought it', () => {
  const received = new ReceivedPages('d1');
  const fresh = (...events: VisibleEvent[]) => {
    let incident: Incident | undefined;
    for (const event of events) incident = foldIncident(incident, event);
    return received.fresh([incident, undefined], ana);
  };
  expect(fresh(opened(1))).toEqual(['i1']);
  expect(fresh(opened(1))).toEqual([]);
  expect(fresh(opened(1), called(20, 'ana'))).toEqual(['i1']);
  expect(fresh(opened(1), acknowledged(2, 'developer'))).toEqual([]);
  expect(fresh(open)).toEqual([]);
  received.forget();
  expect(fresh(opened(1))).toEqual(['i1']);
  received.forget();
  const told = hubEvent(2, {
    ...{ type: 'page.receipts', personId: 'ana', deviceId: 'd1', stage: 'received' },
    incidentIds: ['i1'],
  });
  expect(fresh(opened(1), told)).toEqual([]);
});
