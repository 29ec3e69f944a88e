import { describe, expect, test } from 'vitest';
import { limits } from '../protocol/limits.ts';
import { toInstant } from './instant.ts';
import { IntakeHub } from './testing/intake-hub.ts';

const minuteMs = 60_000;

describe('a firing alert', () => {
  test('opens an incident that calls everybody, each to the seat of their side', () => {
    const hub = new IntakeHub();
    expect(hub.say().outcome).toMatchObject({ opened: 1 });
    expect(hub.first).toMatchObject({
      number: 1,
      service: 'checkout',
      status: 'triggered',
      seats: {
        developer: { state: 'ringing', called: ['ada'] },
        sre: { state: 'ringing', called: ['bob'] },
      },
    });
  });

  test('goes to the service of its integration when that has one', () => {
    const hub = new IntakeHub();
    hub.service = 'payments';
    hub.say();
    expect(hub.first.service).toBe('payments');
  });

  test('joins the incident of its service within the window after the last alert', () => {
    const hub = new IntakeHub();
    hub.say();
    hub.nowMs += 5 * minuteMs;
    expect(hub.say({ dedupKey: 'latency' }).types).toEqual(['alert.joined']);
    hub.nowMs += 5 * minuteMs;
    expect(hub.say({ dedupKey: 'errors' }).outcome).toMatchObject({ joined: 1 });
    hub.nowMs += 5 * minuteMs + 1;
    expect(hub.say({ dedupKey: 'memory' }).outcome).toMatchObject({ opened: 1 });
    expect(hub.incidents.map(({ alertCount }) => alertCount)).toEqual([3, 1]);
  });

  test('of another service opens an incident of its own', () => {
    const hub = new IntakeHub();
    hub.say();
    expect(hub.say({ dedupKey: 'x', service: 'search' }).outcome).toMatchObject({ opened: 1 });
  });

  test('that joins an acknowledged incident rings only when it is louder', () => {
    const hub = new IntakeHub();
    hub.say();
    hub.acknowledgeAll(hub.first.id);
    expect(hub.say({ dedupKey: 'b' }).types).toEqual(['alert.joined']);
    expect(hub.first.status).toBe('acknowledged');
    expect(hub.say({ dedupKey: 'c', severity: 'critical', title: 'All down' }).types).toEqual([
      'alert.joined',
      'incident.raised',
    ]);
    expect(hub.first).toMatchObject({
      status: 'triggered',
      severity: 'critical',
      title: 'All down',
      seats: { developer: { state: 'ringing' }, sre: { state: 'ringing' } },
    });
  });

  test('with a start in the future is shown as starting now', () => {
    const hub = new IntakeHub();
    hub.say({ startsMs: 3 * minuteMs });
    expect(hub.records.latestAlert('am', 'disk')?.alert.startsAt).toBe(toInstant(hub.nowMs));
    expect(hub.resolve({ endsMs: 0 }).outcome).toMatchObject({ resolved: 1 });
  });
});

describe('a repeat', () => {
  test('that says the same changes nothing', () => {
    const hub = new IntakeHub();
    hub.say({ startsMs: -minuteMs, labels: { a: '1', b: '2' } });
    hub.nowMs += minuteMs;
    const repeat = hub.say({ startsMs: -2 * minuteMs, labels: { b: '2', a: '1' } });
    expect(repeat).toMatchObject({ types: [], outcome: { unchanged: 1 } });
  });

  test('with other contents changes the alert, and rings again when louder', () => {
    const hub = new IntakeHub();
    hub.say();
    hub.acknowledgeAll(hub.first.id);
    expect(hub.say({ annotations: { value: '93%' } }).types).toEqual(['alert.changed']);
    expect(hub.say({ severity: 'error' }).types).toEqual(['alert.changed', 'incident.raised']);
    expect(hub.say({ severity: 'info' }).types).toEqual(['alert.changed']);
    expect(hub.first).toMatchObject({ severity: 'error', status: 'triggered' });
  });

  test('with other links is a change, except from a pair of Prometheus servers', () => {
    const links = [{ href: 'https://other.example', text: 'Graph' }];
    const hub = new IntakeHub();
    hub.say();
    expect(hub.say({ links }).types).toEqual(['alert.changed']);
    const pair = new IntakeHub();
    pair.sender = 'prometheus';
    pair.say();
    expect(pair.say({ links }).types).toEqual([]);
  });

  test('of differing starts, as from such a pair, stays one episode', () => {
    const hub = new IntakeHub();
    hub.say({ startsMs: -4_000 });
    expect(hub.say({ startsMs: -2_000 }).types).toEqual(['alerts.clocked']);
    expect(hub.say({ startsMs: -4_000 }).types).toEqual([]);
    expect(hub.say({ startsMs: -2_000 }).types).toEqual([]);
  });

  test('calls people who were enrolled while the seat was acknowledged, once it rings', () => {
    const hub = new IntakeHub({ follows: true });
    hub.say();
    hub.acknowledgeAll(hub.first.id);
    const person = { id: 'cyd', name: 'Cyd', side: 'sre' as const };
    const at = toInstant(hub.nowMs);
    hub.records.append({ type: 'person.enrolled', at, actor: { kind: 'hub' }, person });
    hub.say({ severity: 'critical' });
    expect(hub.first.seats.sre.called).toEqual(['bob', 'cyd']);
  });
});

describe('a sender’s acknowledgement', () => {
  test('is noted once and silences nobody', () => {
    const hub = new IntakeHub();
    hub.say();
    expect(hub.say({ action: 'acknowledge' }).types).toEqual(['alert.acknowledged-at-sender']);
    expect(hub.say({ action: 'acknowledge' }).types).toEqual([]);
    expect(hub.first.status).toBe('triggered');
    expect(hub.first.seats.sre.state).toBe('ringing');
  });

  test('of something never opened is a no-op', () => {
    expect(new IntakeHub().say({ action: 'acknowledge' }).types).toEqual([]);
  });
});

describe('a clock of the hub that was set back', () => {
  test('makes no new episode a late one', () => {
    const hub = new IntakeHub();
    hub.say();
    hub.say({ action: 'resolve' });
    hub.nowMs -= 10 * minuteMs;
    expect(hub.say({ startsMs: 0 }).types).not.toEqual([]);
  });

  test('joins nothing to an incident whose last alert is now far in the future', () => {
    const hub = new IntakeHub();
    hub.say();
    hub.nowMs -= 10 * minuteMs;
    expect(hub.say({ dedupKey: 'other' }).types).toEqual(['incident.opened']);
  });
});

describe('a cut group', () => {
  const cut = { groupKey: 'g', unseen: 3 };
  const whole = { groupKey: 'g', unseen: 0 };

  test('never closes an incident; a whole post of the group does', () => {
    const hub = new IntakeHub();
    hub.say({}, cut);
    expect(hub.first.unseen).toEqual({ g: 3 });
    expect(hub.say({ action: 'resolve' }, cut).types).toEqual(['alert.resolved']);
    expect(hub.say({ action: 'resolve' }, cut).types).toEqual([]);
    expect(hub.say({ action: 'resolve' }, whole).types).toEqual([
      'group.truncated',
      'incident.resolved',
    ]);
  });

  test('is noted before the check when the first cut post resolves everything', () => {
    const hub = new IntakeHub();
    hub.say();
    expect(hub.say({ action: 'resolve' }, cut).types).toEqual([
      'alert.resolved',
      'group.truncated',
    ]);
    expect(hub.first.status).toBe('triggered');
  });

  test('that comes whole later is taken off incidents whose alerts it no longer holds', () => {
    const hub = new IntakeHub();
    hub.say({}, cut);
    hub.say({ action: 'resolve' }, cut);
    hub.say({ dedupKey: 'other', service: 'search' }, whole);
    expect(hub.first).toMatchObject({ status: 'resolved', unseen: {} });
  });

  test('is noted again only when the number changes', () => {
    const hub = new IntakeHub();
    hub.say({}, cut);
    expect(hub.say({}, cut).types).toEqual([]);
    expect(hub.say({}, { ...cut, unseen: 4 }).types).toEqual(['group.truncated']);
  });

  test('is no longer noted when an incident has as many as it can hold', () => {
    const hub = new IntakeHub();
    hub.say();
    for (let index = 0; index < limits.unseenGroups + 5; index += 1) {
      hub.say({}, { groupKey: `g${index}`, unseen: 1 });
    }
    expect(Object.keys(hub.first.unseen)).toHaveLength(limits.unseenGroups);
    expect(hub.say({}, { groupKey: 'g0', unseen: 2 }).types).toEqual(['group.truncated']);
    expect(hub.say({}, { groupKey: 'g0', unseen: 0 }).types).toEqual(['group.truncated']);
    expect(hub.say({}, { groupKey: 'another', unseen: 2 }).types).toEqual(['group.truncated']);
  });
});

describe('an end in the future', () => {
  test('lets the alert expire, unless each repeat puts it off', () => {
    const hub = new IntakeHub();
    hub.say({ endsMs: 4 * minuteMs });
    hub.nowMs += 3 * minuteMs;
    expect(hub.say({ endsMs: 4 * minuteMs }).types).toEqual(['alerts.extended']);
    hub.nowMs += 3 * minuteMs;
    expect(hub.expire()).toEqual([]);
    hub.nowMs += minuteMs;
    expect(hub.expire()).toEqual(['alert.resolved', 'incident.resolved']);
    expect(hub.first.resolvedBy).toEqual({ kind: 'hub' });
    expect(hub.records.latestAlert('am', 'disk')?.alert.resolveCause).toBe('expired');
  });

  test('is one event for a whole batch', () => {
    const hub = new IntakeHub();
    const batch = ['a', 'b', 'c'].map((dedupKey) => hub.alert({ dedupKey, endsMs: minuteMs }));
    hub.post(batch);
    hub.nowMs += 1_000;
    const again = ['a', 'b', 'c'].map((dedupKey) => hub.alert({ dedupKey, endsMs: minuteMs }));
    expect(hub.post(again)).toMatchObject({
      types: ['alerts.extended'],
      outcome: { unchanged: 3 },
    });
  });

  test('that was passed unheard is forgotten when the sender comes back firing', () => {
    const hub = new IntakeHub();
    hub.say({ startsMs: -minuteMs, endsMs: minuteMs });
    hub.nowMs += minuteMs;
    hub.expire();
    hub.nowMs += 1_000;
    const back = hub.say({ startsMs: -2 * minuteMs - 1_000, endsMs: minuteMs });
    expect(back.outcome).toMatchObject({ opened: 1 });
  });
});
