import { expect, test } from 'vitest';
import type { WireEvent } from '../protocol/events.ts';
import { WireEvent as WireEventSchema } from '../protocol/events.ts';
import { limits } from '../protocol/limits.ts';
import { Mirror } from './testing/mirror.ts';
import { createKey, enrol, firing, openTestDesk, startMs } from './testing/test-desk.ts';

/** A card without a team is due after three days, and asked for a day before. */
const cardReminderMs = 2 * 24 * 60 * 60 * 1_000;
const minuteMs = 60_000;

test('listeners get each commit whole, in order, with nothing secret', async () => {
  const { desk } = await openTestDesk();
  const commits: WireEvent[][] = [];
  const stop = desk.onCommitted((events) => commits.push(events));
  await enrol(desk, 'Ada', 'developer');
  const integration = await createKey(desk);
  await desk.ingest({ integration, alerts: [firing('a'), firing('b')], group: null });
  await desk.close();
  stop();
  expect(commits.map((events) => events.map(({ type }) => type))).toEqual([
    ['withheld', 'withheld'],
    ['person.enrolled', 'withheld', 'device.added', 'withheld'],
    ['withheld'],
    ['incident.opened', 'seat.planned', 'seat.planned', 'alert.joined'],
  ]);
  const events = commits.flat();
  expect(events.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  for (const event of events) expect(WireEventSchema.parse(event)).toStrictEqual(event);
});

test('events are read from any cursor, in pages', async () => {
  const { desk } = await openTestDesk();
  const integration = await createKey(desk);
  await desk.ingest({
    integration,
    alerts: ['a', 'b', 'c'].map((key) => firing(key)),
    group: null,
  });
  expect((await desk.readEvents(0, 2)).map(({ seq }) => seq)).toEqual([1, 2]);
  expect((await desk.readEvents(2, 100)).map(({ seq }) => seq)).toEqual([3, 4, 5, 6, 7]);
  expect(await desk.readEvents(7, 100)).toEqual([]);
});

test('alerts that nobody repeats expire when they are due', async () => {
  const { desk, clock } = await openTestDesk();
  const integration = await createKey(desk);
  const until = (ms: number) => new Date(startMs + ms).toISOString();
  const alerts = [
    firing('short', { endsAt: until(minuteMs) }),
    firing('long', { endsAt: until(4 * minuteMs) }),
    firing('unbounded'),
  ];
  await desk.ingest({ integration, alerts, group: null });
  expect(await desk.runDue()).toBe(startMs + minuteMs);
  clock.nowMs += minuteMs;
  expect(await desk.runDue()).toBe(startMs + 4 * minuteMs);
  const extended = [firing('long', { endsAt: until(8 * minuteMs) })];
  await desk.ingest({ integration, alerts: extended, group: null });
  clock.nowMs = startMs + 8 * minuteMs;
  // The seats of what fires still are looked at again: nobody is there who could be called.
  expect(await desk.runDue()).toBe(startMs + 30 * minuteMs);
  const { alerts: found } = await desk.readSnapshot();
  expect(Object.fromEntries(found.map((alert) => [alert.dedupKey, alert.resolveCause]))).toEqual({
    short: 'expired',
    long: 'expired',
    unbounded: null,
  });
});

test('an alert that one request puts off and ends leaves nothing due but its card', async () => {
  const { desk } = await openTestDesk();
  const integration = await createKey(desk);
  const until = (ms: number) => new Date(startMs + ms).toISOString();
  const fire = (ms: number) => firing('disk', { endsAt: until(ms) });
  await desk.ingest({ integration, alerts: [fire(minuteMs)], group: null });
  const both = [fire(2 * minuteMs), firing('disk', { action: 'resolve' })];
  await desk.ingest({ integration, alerts: both, group: null });
  expect(desk.nextDueMs()).toBe(startMs + cardReminderMs);
});

test('more alerts than one transaction takes expire in one run', async () => {
  const { desk, clock } = await openTestDesk();
  const integration = await createKey(desk);
  const endsAt = new Date(startMs + minuteMs).toISOString();
  const alerts = Array.from({ length: 1_200 }, (_, index) => firing(`key ${index}`, { endsAt }));
  await desk.ingest({ integration, alerts, group: null });
  clock.nowMs += minuteMs;
  expect(await desk.runDue()).toBe(clock.nowMs + cardReminderMs);
  expect((await desk.readSnapshot()).incidents).toMatchObject([
    { status: 'resolved', firingCount: 0, alertCount: 1_200, resolvedBy: { kind: 'hub' } },
  ]);
});

test('a changed grouping window counts from the next alert on', async () => {
  const rules = { groupingWindowMs: 5 * minuteMs };
  const { desk, clock } = await openTestDesk({ rules });
  const integration = await createKey(desk);
  const post = (key: string) => desk.ingest({ integration, alerts: [firing(key)], group: null });
  await post('a');
  clock.nowMs += 2 * minuteMs;
  expect(await post('b')).toMatchObject({ joined: 1 });
  rules.groupingWindowMs = minuteMs;
  clock.nowMs += 2 * minuteMs;
  expect(await post('c')).toMatchObject({ opened: 1 });
});

test('groups of the same name from two senders are two groups', async () => {
  const { desk } = await openTestDesk();
  const [first, second] = [await createKey(desk, 'one'), await createKey(desk, 'two')];
  const resolve = firing('disk', { action: 'resolve' });
  await desk.ingest({
    integration: first,
    alerts: [firing('disk')],
    group: { groupKey: 'g', unseen: 2 },
  });
  await desk.ingest({ integration: first, alerts: [resolve], group: null });
  await desk.ingest({ integration: second, alerts: [], group: { groupKey: 'g', unseen: 0 } });
  expect((await desk.readSnapshot()).incidents).toMatchObject([{ status: 'triggered' }]);
  await desk.ingest({ integration: first, alerts: [], group: { groupKey: 'g', unseen: 0 } });
  expect((await desk.readSnapshot()).incidents).toMatchObject([{ status: 'resolved' }]);
});

test('a group key of any length fits the events', async () => {
  const { desk } = await openTestDesk();
  const integration = await createKey(desk);
  const group = { groupKey: 'g'.repeat(2_000), unseen: 1 };
  await desk.ingest({ integration, alerts: [firing('disk')], group });
  const events = await desk.readEvents(0, 100);
  for (const event of events) WireEventSchema.parse(event);
  await desk.ingest({ integration, alerts: [], group: { ...group, unseen: 0 } });
  expect((await desk.readSnapshot()).incidents).toMatchObject([{ unseen: {} }]);
});

test('a snapshot holds all that is open and a bounded part of the past', async () => {
  const { desk, clock } = await openTestDesk();
  const integration = await createKey(desk);
  const services = Array.from(
    { length: limits.snapshotResolvedIncidents + 5 },
    (_, index) => `service ${index}`,
  );
  for (const action of ['fire', 'resolve'] as const) {
    clock.nowMs += 1_000;
    const alerts = services.map((service) => firing(service, { service, action }));
    await desk.ingest({ integration, alerts, group: null });
  }
  const storm = Array.from({ length: limits.snapshotAlertsPerIncident + 10 }, (_, index) =>
    firing(`storm ${index}`, { service: 'storm' }),
  );
  await desk.ingest({ integration, alerts: storm, group: null });
  const ended = storm.slice(-10).map((alert) => ({ ...alert, action: 'resolve' as const }));
  await desk.ingest({ integration, alerts: ended, group: null });
  const { incidents, alerts } = await desk.readSnapshot();
  expect(incidents.filter(({ status }) => status === 'resolved')).toHaveLength(
    limits.snapshotResolvedIncidents,
  );
  const open = incidents.filter(({ status }) => status !== 'resolved');
  expect(open).toMatchObject([{ service: 'storm', alertCount: storm.length }]);
  const ofStorm = alerts.filter(({ incidentId }) => incidentId === open[0]?.id);
  expect(ofStorm).toHaveLength(limits.snapshotAlertsPerIncident);
  // Those that fire come first.
  expect(ofStorm.every(({ status }) => status === 'firing')).toBe(true);
});

test('a snapshot read while the hub goes on writing is of one moment', async () => {
  const { desk } = await openTestDesk();
  const integration = await createKey(desk);
  const post = (index: number) => {
    const service = `service ${index % 7}`;
    const alerts = Array.from({ length: 20 }, (_, part) => firing(`${index}/${part}`, { service }));
    return desk.ingest({ integration, alerts, group: null });
  };
  for (let index = 0; index < 50; index++) await post(index);
  const reading = desk.readSnapshot();
  const writing = Promise.all(Array.from({ length: 50 }, (_, index) => post(50 + index)));
  const snapshot = await reading;
  await writing;
  const mirror = new Mirror();
  for (const event of await desk.readEvents(0, snapshot.seq)) mirror.take(event);
  expect(new Map(snapshot.incidents.map((item) => [item.id, item]))).toEqual(mirror.incidents);
  expect(snapshot.alerts).toHaveLength(mirror.alerts.size);
});
