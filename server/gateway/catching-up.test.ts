import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { foldAlert, foldIncident } from '../protocol/fold.ts';
import type { Alert } from '../protocol/alert.ts';
import type { Incident } from '../protocol/incident.ts';
import type { TestDevice } from './test-device.ts';
import { TestHub } from './test-hub.ts';

let hub: TestHub;
afterEach(() => hub.stop());

test('a client gets the events it missed, in order, and no snapshot', async () => {
  hub = await TestHub.start();
  const { deviceToken } = await hub.enrol();
  const before = hub.desk.head();
  for (let count = 0; count < 250; count += 1) await hub.alert(`service-${count}`);
  const device = await hub.join(deviceToken, before);
  expect(device.frames[0]).toMatchObject({ type: 'welcome', resume: 'replay' });
  const missed = hub.desk.head() - before;
  expect(device.seqs()).toEqual(Array.from({ length: missed }, (_, index) => before + 1 + index));
  expect(device.frames.at(-1)).toEqual({ type: 'live', seq: hub.desk.head() });
});

test('a client that knows everything is live at once', async () => {
  hub = await TestHub.start();
  const { deviceToken } = await hub.enrol();
  const device = await hub.join(deviceToken, hub.desk.head());
  expect(device.frames.map((frame) => frame.type)).toEqual(['welcome', 'config', 'oncall', 'live']);
});

test.each([
  ['too far behind', (head: number) => ({ since: head - 6 })],
  ['of another hub', () => ({ hubId: 'another' })],
  ['ahead of the journal', (head: number) => ({ since: head + 1 })],
  ['of an epoch that the journal does not know', () => ({ epoch: 'another' })],
])('a client %s gets everything anew, in parts', async (_name, cursor) => {
  hub = await TestHub.start({ limits: { replayEvents: 5, snapshotPartBytes: 1_000 } });
  const { deviceToken } = await hub.enrol();
  for (let count = 0; count < 12; count += 1) await hub.alert(`service-${count}`);
  const device = await hub.connect(deviceToken);
  const ours = { since: hub.desk.head(), hubId: hub.desk.hubId, epoch: hub.epoch };
  const { since, hubId, epoch } = { ...ours, ...cursor(hub.desk.head()) };
  device.hello(since, hubId, epoch);
  expect(await device.next('welcome')).toMatchObject({ resume: 'snapshot' });
  await device.next('live');
  const parts = device.frames.filter((frame) => frame.type === 'snapshot');
  expect(parts.length).toBeGreaterThan(3);
  expect(parts.map(({ part }) => part)).toEqual(parts.map((_, index) => index));
  expect(parts.flatMap(({ incidents }) => incidents)).toHaveLength(12);
  expect(device.cursor()).toBe(hub.desk.head());
});

test('many clients that need a snapshot share one reading of it', async () => {
  hub = await TestHub.start();
  const { deviceToken } = await hub.enrol();
  await hub.alert('checkout');
  let readings = 0;
  const { readSnapshot } = hub.desk;
  hub.desk.readSnapshot = () => {
    readings += 1;
    return readSnapshot();
  };
  const devices = await Promise.all(Array.from({ length: 30 }, () => hub.join(deviceToken)));
  expect(readings).toBeLessThanOrEqual(2);
  await hub.alert('payments');
  for (const device of devices) await device.until(() => device.cursor() === hub.desk.head());
});

/** What a client knows, folded from what it was sent; the proof that nothing is missing or twice. */
function stateOf(device: TestDevice): { incidents: Incident[]; alerts: Alert[] } {
  const incidents = new Map<string, Incident>();
  const alerts = new Map<string, Alert>();
  for (const frame of device.frames) {
    if (frame.type === 'snapshot') {
      for (const incident of frame.incidents) incidents.set(incident.id, incident);
      for (const alert of frame.alerts) alerts.set(alert.id, alert);
    }
    if (frame.type !== 'event' || frame.event.type === 'withheld') continue;
    const { event } = frame;
    if (!('incidentId' in event)) continue;
    const incident = foldIncident(incidents.get(event.incidentId), event);
    if (incident) incidents.set(incident.id, incident);
    const alertId = 'alert' in event ? event.alert.id : 'alertId' in event ? event.alertId : null;
    const alert = alertId === null ? undefined : foldAlert(alerts.get(alertId), event);
    if (alert) alerts.set(alert.id, alert);
  }
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  return { incidents: [...incidents.values()].sort(byId), alerts: [...alerts.values()].sort(byId) };
}

const action = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('commit' as const),
      count: fc.integer({ min: 1, max: 12 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('connect' as const),
      behind: fc.option(fc.nat({ max: 14 })),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('drop' as const), which: fc.nat() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('turn' as const),
      turns: fc.integer({ min: 1, max: 6 }),
    }),
  },
);

test('sessions that come and go during commits get every event once, in order', async () => {
  hub = await TestHub.start({ limits: { replayEvents: 10, snapshotPartBytes: 2_000 } });
  const { deviceToken } = await hub.enrol();
  let service = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 4, maxLength: 24 }), async (actions) => {
      const commits: Promise<void>[] = [];
      const joins: Promise<TestDevice>[] = [];
      const dropped = new Set<TestDevice>();
      for (const step of actions) {
        if (step.do === 'commit') {
          for (let count = 0; count < step.count; count += 1) {
            commits.push(hub.alert(`service-${(service += 1) % 7}`));
          }
        } else if (step.do === 'connect') {
          joins.push(connectAt(step.behind));
        } else if (step.do === 'drop') {
          const chosen = joins[step.which % Math.max(1, joins.length)];
          void chosen?.then((device) => {
            dropped.add(device);
            device.drop();
          });
        } else {
          for (let turn = 0; turn < step.turns; turn += 1) {
            await new Promise((resolve) => setImmediate(resolve));
          }
        }
      }
      await Promise.all(commits);
      const expected = await hub.desk.readSnapshot();
      for (const device of await Promise.all(joins)) {
        if (device.socket.readyState === device.socket.OPEN)
          await expectWhole(device, expected.seq);
        device.drop();
      }
    }),
    { numRuns: 40 },
  );

  async function connectAt(behind: number | null): Promise<TestDevice> {
    const device = await hub.connect(deviceToken);
    const since = behind === null ? null : Math.max(0, hub.desk.head() - behind);
    device.hello(since, hub.desk.hubId, hub.epoch);
    return device;
  }

  async function expectWhole(device: TestDevice, head: number): Promise<void> {
    await device.until(() => {
      const isLive = device.frames.some((frame) => frame.type === 'live');
      return isLive && device.cursor() === head;
    });
    const seqs = device.seqs();
    const first = head - seqs.length + 1;
    expect(seqs).toEqual(seqs.map((_, index) => first + index));
    const snapshot = device.frames.findLast((frame) => frame.type === 'snapshot');
    if (snapshot) expect(snapshot.seq).toBe(first - 1);
    expect(device.frames.filter((frame) => frame.type === 'live')).toHaveLength(1);
    if (!snapshot) return;
    const { incidents, alerts } = await hub.desk.readSnapshot();
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
    expect(stateOf(device)).toEqual({
      incidents: incidents.toSorted(byId),
      alerts: alerts.toSorted(byId),
    });
  }
});
