import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Alert } from './alert.ts';
import type { VisibleEvent } from './events.ts';
import { foldAlert, foldIncident } from './fold.ts';
import { Incident } from './incident.ts';

const actor = { kind: 'hub' } as const;
const person = (personId: string) => ({ kind: 'person', personId, deviceId: 'laptop' }) as const;
const minute = (count: number): string => new Date(Date.UTC(2026, 10, 23, 3, count)).toISOString();

function alert(id: string, severity: Alert['severity'] = 'warning'): Alert {
  return {
    id,
    incidentId: 'incident',
    dedupKey: id,
    sender: 'alertmanager',
    integration: 'am',
    status: 'firing',
    title: `Title of ${id}`,
    severity,
    labels: {},
    annotations: {},
    links: [],
    startsAt: minute(0),
    expiresAt: null,
    acknowledgedAtSender: null,
    resolvedAt: null,
    resolveCause: null,
  };
}

const incidentId = 'incident';
const opened: VisibleEvent = {
  seq: 1,
  at: minute(0),
  actor,
  type: 'incident.opened',
  incidentId,
  number: 1,
  service: 'checkout',
  called: { developer: ['ada'], sre: ['bob'] },
  alert: alert('first'),
};

type Body = VisibleEvent extends infer E
  ? E extends VisibleEvent
    ? Omit<E, 'seq' | 'at' | 'actor'>
    : never
  : never;

/** The incident after these events, the first at minute 1, the second at minute 2, and so on. */
function after(...bodies: Body[]): Incident {
  let incident = foldIncident(undefined, opened);
  bodies.forEach((body, index) => {
    incident = foldIncident(incident, { ...body, seq: index + 2, at: minute(index + 1), actor });
  });
  return Incident.parse(incident);
}

const acknowledged = (side: 'developer' | 'sre', personId: string) =>
  ({ type: 'seat.acknowledged', incidentId, side, personId }) as const;
const raised = {
  type: 'incident.raised',
  incidentId,
  severity: 'critical',
  title: 'Worse',
} as const;

describe('an incident', () => {
  test('opens triggered, with both seats ringing', () => {
    expect(after()).toMatchObject({
      number: 1,
      title: 'Title of first',
      severity: 'warning',
      status: 'triggered',
      openedAt: minute(0),
      lastAlertAt: minute(0),
      firingCount: 1,
      alertCount: 1,
      seats: {
        developer: { state: 'ringing', called: ['ada'], heard: [], ringingSince: minute(0) },
        sre: { state: 'ringing', called: ['bob'], heard: [], ringingSince: minute(0) },
      },
    });
  });

  test('counts the alerts that join and those that end', () => {
    const incident = after(
      { type: 'alert.joined', incidentId, alert: alert('second', 'critical') },
      { type: 'alert.resolved', incidentId, alertId: 'first', cause: 'sender' },
    );
    expect(incident).toMatchObject({
      alertCount: 2,
      firingCount: 1,
      lastAlertAt: minute(1),
      updatedAt: minute(2),
      // Only incident.raised makes it louder.
      severity: 'warning',
    });
  });

  test('is acknowledged by the first seat, and each seat by itself', () => {
    const incident = after(acknowledged('sre', 'bob'));
    expect(incident.status).toBe('acknowledged');
    expect(incident.seats.sre).toMatchObject({
      state: 'acknowledged',
      acknowledgedBy: 'bob',
      acknowledgedAt: minute(1),
    });
    expect(incident.seats.developer).toEqual(after().seats.developer);
  });

  test('rings in both seats again when it is raised, and forgets who heard and was silenced', () => {
    const incident = after(
      { type: 'sound.silenced', incidentId, personId: 'ada', until: minute(9) },
      {
        type: 'page.receipts',
        personId: 'bob',
        deviceId: 'laptop',
        stage: 'sounded',
        incidentIds: [incidentId],
      },
      acknowledged('sre', 'bob'),
      raised,
    );
    expect(incident).toMatchObject({
      status: 'triggered',
      severity: 'critical',
      title: 'Worse',
      silences: {},
    });
    expect(incident.seats.sre).toMatchObject({
      state: 'ringing',
      heard: [],
      ringingSince: minute(4),
      acknowledgedBy: null,
      acknowledgedAt: null,
    });
    // It never stopped ringing, so its time stays.
    expect(incident.seats.developer.ringingSince).toBe(minute(0));
  });

  test('is triggered again only when no seat is acknowledged any more', () => {
    const both = [acknowledged('sre', 'bob'), acknowledged('developer', 'ada')];
    const back = (side: 'developer' | 'sre', personId: string) =>
      ({ type: 'seat.unacknowledged', incidentId, side, personId }) as const;
    expect(after(...both, back('sre', 'bob')).status).toBe('acknowledged');
    expect(after(...both, back('sre', 'bob'), back('developer', 'ada')).status).toBe('triggered');
  });

  test('knows who of those called was heard, once each', () => {
    const sounded = (personId: string): Extract<Body, { type: 'page.receipts' }> => ({
      type: 'page.receipts',
      personId,
      deviceId: 'laptop',
      stage: 'sounded',
      incidentIds: ['other', incidentId],
    });
    const { seats } = after(sounded('bob'), sounded('bob'), sounded('stranger'));
    expect(seats.sre.heard).toEqual(['bob']);
    expect(seats.developer.heard).toEqual([]);
    const shown = after({ ...sounded('bob'), stage: 'shown' });
    expect(shown.seats.sre.heard).toEqual([]);
  });

  test('keeps a note of each cut group until that group comes whole', () => {
    const note = (groupKey: string, unseen: number) =>
      ({ type: 'group.truncated', incidentId, groupKey, unseen }) as const;
    expect(after(note('a', 3), note('b', 1)).unseen).toEqual({ a: 3, b: 1 });
    expect(after(note('a', 3), note('b', 1), note('a', 0)).unseen).toEqual({ b: 1 });
  });

  test('calls more people to a seat', () => {
    const call: Body = { type: 'seat.called', incidentId, side: 'sre', personIds: ['cyd'] };
    expect(after(call).seats.sre.called).toEqual(['bob', 'cyd']);
  });

  test('is resolved by whoever did it', () => {
    const event: VisibleEvent = {
      seq: 2,
      at: minute(1),
      actor: person('ada'),
      type: 'incident.resolved',
      incidentId,
    };
    expect(foldIncident(after(), event)).toMatchObject({
      status: 'resolved',
      resolvedAt: minute(1),
      resolvedBy: person('ada'),
    });
  });
});

describe('an incident in its room', () => {
  const paged = (personId: string, side: 'developer' | 'sre'): Body => ({
    ...{ type: 'person.paged', incidentId, side, personId },
  });
  const mitigated: Body = { type: 'incident.mitigated', incidentId };
  const unmitigated: Body = { type: 'incident.unmitigated', incidentId };

  test('pages a person by name until that person answers or takes the seat', () => {
    const ringing = after(acknowledged('sre', 'bob'), paged('cyd', 'sre'), paged('bob', 'sre'));
    expect(ringing.paged).toEqual({ cyd: minute(2), bob: minute(3) });
    expect(ringing.seats.sre).toMatchObject({ state: 'acknowledged', called: ['bob', 'cyd'] });
    const page = [paged('cyd', 'sre'), paged('bob', 'sre')];
    const answered: Body = { type: 'person.answered', incidentId, personId: 'cyd' };
    expect(after(...page, answered).paged).toEqual({ bob: minute(2) });
    expect(after(...page, acknowledged('sre', 'bob')).paged).toEqual({ cyd: minute(1) });
    expect(after(...page, { type: 'incident.resolved', incidentId }).paged).toEqual({});
  });

  test('has not been heard by the one who is paged, whatever they heard or silenced before', () => {
    const { seats, silences } = after(
      { type: 'sound.silenced', incidentId, personId: 'bob', until: minute(9) },
      { type: 'sound.silenced', incidentId, personId: 'ada', until: minute(9) },
      {
        type: 'page.receipts',
        personId: 'bob',
        deviceId: 'laptop',
        stage: 'sounded',
        incidentIds: [incidentId],
      },
      paged('bob', 'sre'),
    );
    expect(seats.sre).toMatchObject({ called: ['bob'], heard: [] });
    expect(silences).toEqual({ ada: minute(9) });
  });

  test('is mitigated with its seats as they are, and as it was when that is taken back', () => {
    const both = after(acknowledged('sre', 'bob'), mitigated);
    expect(both).toMatchObject({ status: 'mitigated', mitigatedAt: minute(2) });
    expect(both.seats.developer.state).toBe('ringing');
    expect(after(mitigated, acknowledged('sre', 'bob')).status).toBe('mitigated');
    const back = after(acknowledged('sre', 'bob'), mitigated, unmitigated);
    expect(back).toMatchObject({ status: 'acknowledged', mitigatedAt: null });
    expect(after(mitigated, unmitigated).status).toBe('triggered');
    const left: Body = { type: 'seat.unacknowledged', incidentId, side: 'sre', personId: 'bob' };
    expect(after(acknowledged('sre', 'bob'), mitigated, left).status).toBe('mitigated');
  });

  test('is not mitigated any more when it gets louder', () => {
    expect(after(mitigated, raised)).toMatchObject({ status: 'triggered', mitigatedAt: null });
  });

  test('rings for the other side alone when the one who has the seat raises it', () => {
    const incident = after(acknowledged('sre', 'bob'), acknowledged('developer', 'ada'), {
      ...raised,
      keeps: 'sre',
    });
    expect(incident).toMatchObject({ status: 'acknowledged', severity: 'critical' });
    expect(incident.seats.sre).toMatchObject({ state: 'acknowledged', acknowledgedBy: 'bob' });
    expect(incident.seats.developer).toMatchObject({ state: 'ringing', ringingSince: minute(3) });
  });

  test('is lowered without a sound', () => {
    const before = after(acknowledged('sre', 'bob'));
    const { severity, ...rest } = after(acknowledged('sre', 'bob'), {
      ...{ type: 'incident.lowered', incidentId, severity: 'info' },
    });
    expect(severity).toBe('info');
    expect(rest).toMatchObject({ status: before.status, seats: before.seats, silences: {} });
  });

  test('is not touched by what is said', () => {
    const state = after();
    const ofRoom: Body[] = [
      { type: 'room.read', incidentId, personId: 'ada', upTo: 1 },
      { type: 'message.deleted', incidentId, messageId: '0198f2c4-0000-7000-8000-000000000000' },
      {
        type: 'context.added',
        incidentId,
        item: { id: 'log', kind: 'log', title: 'Log', sizeBytes: 1 },
      },
    ];
    for (const body of ofRoom) {
      expect(foldIncident(state, { ...body, seq: 2, at: minute(1), actor })).toBe(state);
    }
  });
});

describe('an alert', () => {
  const fold = (...bodies: Body[]): Alert | undefined =>
    bodies.reduce<Alert | undefined>(
      (state, body, index) =>
        foldAlert(state, { ...body, seq: index + 2, at: minute(index + 1), actor }),
      foldAlert(undefined, opened),
    );

  test('takes on changed contents and keeps the rest', () => {
    const content = {
      title: 'New',
      severity: 'info' as const,
      labels: { a: 'b' },
      annotations: {},
      links: [],
    };
    expect(fold({ type: 'alert.changed', incidentId, alertId: 'first', content })).toEqual({
      ...alert('first'),
      ...content,
    });
  });

  test('is acknowledged at its sender, then resolved', () => {
    expect(
      fold(
        { type: 'alert.acknowledged-at-sender', incidentId, alertId: 'first' },
        { type: 'alert.resolved', incidentId, alertId: 'first', cause: 'expired' },
      ),
    ).toMatchObject({
      acknowledgedAtSender: minute(1),
      status: 'resolved',
      resolvedAt: minute(2),
      resolveCause: 'expired',
    });
  });

  test('is not touched by events of another alert', () => {
    expect(
      fold(
        { type: 'alert.joined', incidentId, alert: alert('second') },
        { type: 'alert.resolved', incidentId, alertId: 'second', cause: 'sender' },
      ),
    ).toEqual(alert('first'));
  });
});

test('events of other incidents, and those that touch none, leave the very same state', () => {
  const state = after();
  const others: Body[] = [
    { type: 'person.enrolled', person: { id: 'cyd', name: 'Cyd', side: 'sre' } },
    { type: 'device.removed', deviceId: 'laptop' },
    { ...raised, incidentId: 'other' },
    { type: 'incident.resolved', incidentId: 'other' },
    { type: 'alert.joined', incidentId: 'other', alert: { ...alert('x'), incidentId: 'other' } },
  ];
  for (const body of others) {
    expect(foldIncident(state, { ...body, seq: 2, at: minute(1), actor })).toBe(state);
  }
  expect(foldIncident(undefined, { ...raised, seq: 2, at: minute(1), actor })).toBeUndefined();
});

test('folding changes nothing in place', () => {
  const bodies = fc.constantFrom<Body>(
    acknowledged('sre', 'bob'),
    acknowledged('developer', 'ada'),
    raised,
    { type: 'sound.silenced', incidentId, personId: 'ada', until: minute(9) },
    { type: 'group.truncated', incidentId, groupKey: 'a', unseen: 2 },
    { type: 'seat.unacknowledged', incidentId, side: 'sre', personId: 'bob' },
    { type: 'alert.joined', incidentId, alert: alert('second') },
    { type: 'person.paged', incidentId, side: 'sre', personId: 'ada' },
    { type: 'person.answered', incidentId, personId: 'ada' },
    { type: 'incident.mitigated', incidentId },
    { type: 'incident.unmitigated', incidentId },
    { type: 'incident.lowered', incidentId, severity: 'info' },
    { ...raised, keeps: 'sre' },
  );
  fc.assert(
    fc.property(fc.array(bodies), (events) => {
      let state = deepFreeze(after());
      events.forEach((body, index) => {
        const folded = foldIncident(state, { ...body, seq: index, at: minute(index), actor });
        state = deepFreeze(Incident.parse(folded));
      });
    }),
  );
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}
