import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { VisibleEvent } from './events.ts';
import { foldIncident } from './fold.ts';
import { sides } from './identity.ts';
import { Incident } from './incident.ts';
import { receiptStages } from './paging.ts';

const incidentId = 'incident';
const at = (minute: number): string => new Date(Date.UTC(2026, 10, 23, 3, minute)).toISOString();
const people = { developer: ['ada', 'bo'], sre: ['raj', 'sam'] } as const;

const opened: VisibleEvent = {
  ...{ seq: 1, at: at(0), actor: { kind: 'hub' }, type: 'incident.opened', incidentId, number: 1 },
  ...{ service: 'checkout', called: { developer: ['ada'], sre: ['raj'] } },
  alert: {
    ...{ id: 'alert', incidentId, dedupKey: 'disk', sender: 'generic', integration: 'am' },
    ...{ status: 'firing', title: 'Disk full', severity: 'error', labels: {}, annotations: {} },
    ...{ links: [], startsAt: at(0), expiresAt: null, acknowledgedAtSender: null },
    ...{ resolvedAt: null, resolveCause: null },
  },
};

const plan = { round: 1, step: 1, nextAt: at(90), nextIds: [] };
const hold = { until: at(90), by: null, reason: 'Quiet.', silenceId: null };

/** Any event of a seat, whether or not it would come then. */
const seatEvent = fc
  .record({ side: fc.constantFrom(...sides), who: fc.nat(1), other: fc.nat(3) })
  .chain(({ side, who, other }) => {
    const personId = people[side][who] ?? '';
    const stage = receiptStages[other + 1];
    const delivery = {
      ...{ id: `delivery ${other}`, kind: 'email', name: 'email', state: 'sent', at: at(1) },
      ...{ dueAt: null, tries: 1, problem: null },
    };
    const devices = [{ personId, deviceId: `device ${other}`, isUnreachable: other === 0 }];
    const incidentIds = [incidentId];
    const kind = other === 0 ? 'stand-down' : 'silence';
    return fc.constantFrom<object>(
      { type: 'seat.called', side, personIds: other === 0 ? [...people[side]] : [personId] },
      { type: 'seat.planned', side, plan, skipped: [] },
      { type: 'seat.acknowledged', side, personId, leaseUntil: at(60) },
      { type: 'seat.acknowledged', side, personId, deliveryId: 'delivery 1' },
      { type: 'seat.unacknowledged', side, personId },
      { type: 'seat.snoozed', side, personId, until: at(80) },
      { type: 'seat.lease-ended', side, personId },
      { type: 'seat.held', side, hold: { ...hold, kind } },
      { type: 'seat.released', side, cause: 'over' },
      { type: 'page.declined', side, personId },
      { type: 'page.unheard', side, personId, to: 'next' },
      { type: 'page.delivery', side, personId, delivery },
      { type: 'page.written', incidentIds, devices },
      { type: 'page.receipts', personId, deviceId: `device ${other}`, stage, incidentIds },
      { type: 'person.paged', side, personId },
      { type: 'person.answered', personId },
      { type: 'incident.raised', severity: 'critical', title: 'Worse' },
      { type: 'incident.raised', severity: 'critical', title: 'Worse', keeps: side },
      { type: 'incident.reopened', stopgapId: 'stopgap' },
      { type: 'incident.mitigated' },
      { type: 'incident.unmitigated' },
    );
  });

function check({ seats, status, paged, silences }: Incident): void {
  for (const side of sides) {
    const seat = seats[side];
    const isHad = seat.state === 'acknowledged';
    expect([seat.acknowledgedBy !== null, seat.acknowledgedAt !== null]).toEqual([isHad, isHad]);
    expect(seat.hold !== null).toBe(seat.state === 'held');
    if (seat.state !== 'ringing') expect([seat.plan, seat.askedAgain]).toEqual([null, null]);
    if (!isHad) expect(seat.leaseUntil).toBeNull();
    expect(new Set(seat.called).size).toBe(seat.called.length);
    const open = seat.pages.filter(({ isDeclined }) => !isDeclined);
    expect(open.map(({ personId }) => personId)).toEqual(seat.called);
    const declined = seat.pages.filter(({ isDeclined }) => isDeclined);
    expect(declined.every(({ personId }) => !Object.hasOwn(paged, personId))).toBe(true);
    expect(seat.heard.every((id) => seat.called.includes(id))).toBe(true);
  }
  const isHad = sides.some((side) => seats[side].state === 'acknowledged');
  if (status !== 'mitigated') expect(status).toBe(isHad ? 'acknowledged' : 'triggered');
  expect(silences).toEqual({});
}

test('no events in any order make a seat that contradicts itself', () => {
  fc.assert(
    fc.property(fc.array(seatEvent, { maxLength: 30, size: 'max' }), (bodies) => {
      let incident = foldIncident(undefined, opened);
      for (const [index, body] of bodies.entries()) {
        const base = { seq: index + 2, at: at(index + 1), incidentId };
        const actor = { kind: 'person', personId: 'ada', deviceId: 'device 1' };
        // A raise keeps a seat only for who has it.
        const keeps = 'keeps' in body ? (body.keeps as 'developer' | 'sre') : null;
        if (keeps && incident?.seats[keeps].state !== 'acknowledged') continue;
        incident = foldIncident(incident, { ...base, actor, ...body } as VisibleEvent);
        check(Incident.parse(incident));
      }
    }),
    { numRuns: 500 },
  );
});

/** The incident after these events, one a minute. */
function after(...bodies: object[]): Incident {
  const actor = { kind: 'person', personId: 'ada', deviceId: 'laptop' };
  return bodies.reduce<Incident>(
    (incident, body, index) =>
      foldIncident(incident, {
        ...{ seq: index + 2, at: at(index + 1), incidentId, actor },
        ...body,
      } as VisibleEvent) ?? incident,
    Incident.parse(foldIncident(undefined, opened)),
  );
}

test('a page shows how far it got on each device, and the first time of each stage stays', () => {
  const devices = [
    { personId: 'ada', deviceId: 'laptop', isUnreachable: false },
    { personId: 'ada', deviceId: 'other', isUnreachable: true },
  ];
  const receipt = { type: 'page.receipts', personId: 'ada', incidentIds: [incidentId] };
  const { seats } = after(
    { type: 'page.written', incidentIds: [incidentId], devices },
    { ...receipt, deviceId: 'laptop', stage: 'sounded' },
    { ...receipt, deviceId: 'laptop', stage: 'sounded' },
    { ...receipt, deviceId: 'other', stage: 'received' },
    { type: 'seat.acknowledged', side: 'developer', personId: 'ada' },
  );
  expect(seats.developer.pages).toEqual([
    {
      ...{ personId: 'ada', at: at(0), deliveries: [], isUnheard: false, isDeclined: false },
      devices: [
        {
          ...{ deviceId: 'laptop', isUnreachable: false },
          times: { written: at(1), sounded: at(2), acknowledged: at(5) },
        },
        { deviceId: 'other', isUnreachable: false, times: { received: at(4) } },
      ],
    },
  ]);
  expect(seats.developer.heard).toEqual(['ada']);
});

test('who is called again is paged anew, also after they could not come', () => {
  const call = { type: 'seat.called', side: 'developer', personIds: ['ada'] };
  const declined = after({ type: 'page.declined', side: 'developer', personId: 'ada' });
  expect(declined.seats.developer).toMatchObject({ called: [], pages: [{ isDeclined: true }] });
  const again = after({ type: 'page.declined', side: 'developer', personId: 'ada' }, call);
  expect(again.seats.developer).toMatchObject({
    called: ['ada'],
    pages: [{ personId: 'ada', at: at(2), isDeclined: false }],
  });
});

test('a seat that begins anew forgets whom it had called, but for those paged by name', () => {
  const { seats } = after(
    { type: 'seat.called', side: 'developer', personIds: ['bo'] },
    { type: 'person.paged', side: 'developer', personId: 'bo' },
    { type: 'seat.acknowledged', side: 'developer', personId: 'ada', leaseUntil: at(10) },
    { type: 'seat.lease-ended', side: 'developer', personId: 'ada' },
  );
  expect(seats.developer).toMatchObject({ called: ['bo', 'ada'], askedAgain: 'ada' });
  expect(seats.developer.ringingSince).toBe(at(4));
});

test('a side that is stood down may sleep, also who was paged by name', () => {
  const { paged, seats } = after(
    { type: 'person.paged', side: 'sre', personId: 'sam' },
    { type: 'seat.held', side: 'sre', hold: { ...hold, kind: 'stand-down' } },
  );
  expect(paged).toEqual({});
  expect(seats.sre.state).toBe('held');
});
