import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Alert } from '../protocol/alert.ts';
import type { Incident } from '../protocol/incident.ts';
import { loadFixtureBody } from '../ingest/fixtures/load-fixture.ts';
import { startHub } from './hub-under-test.ts';
import type { HubUnderTest } from './hub-under-test.ts';

let hub: HubUnderTest;
beforeEach(async () => {
  hub = await startHub();
});
afterEach(() => hub.close());

const outcome = { opened: 0, joined: 0, changed: 0, resolved: 0, unchanged: 0 };
const iso = (ms: number) => new Date(ms).toISOString();

async function state(): Promise<{ incidents: Incident[]; alerts: Alert[] }> {
  const { incidents, alerts } = await hub.desk.readSnapshot();
  return { incidents, alerts };
}

describe('Alertmanager', () => {
  const labels = { alertname: 'Down', service: 'checkout', severity: 'critical' };
  let key: string;
  beforeEach(async () => {
    key = await hub.createKey('alertmanager');
  });
  const post = async (body: unknown) => (await hub.post(`/ingest/${key}/alertmanager`, body)).json;
  const group = (alerts: object[], more: object = {}) => ({
    version: '4',
    status: 'firing',
    groupKey: '{}:{alertname="Down"}',
    truncatedAlerts: 0,
    alerts,
    ...more,
  });
  const firing = (fingerprint: string, startsAt = iso(hub.clock.nowMs)) => ({
    status: 'firing',
    labels: { ...labels, instance: fingerprint },
    startsAt,
    endsAt: '0001-01-01T00:00:00Z',
    fingerprint,
  });
  const resolved = (fingerprint: string, startsAt: string, endsAt = iso(hub.clock.nowMs)) => ({
    ...firing(fingerprint, startsAt),
    status: 'resolved',
    endsAt,
  });

  it('the recorded pair opens and closes one incident', async () => {
    expect(await post(loadFixtureBody('recorded/am-webhook-firing-1'))).toEqual({
      ...outcome,
      opened: 1,
    });
    hub.clock.nowMs = Date.parse('2026-11-23T05:41:21.088Z');
    expect(await post(loadFixtureBody('recorded/am-webhook-resolved-1'))).toEqual({
      ...outcome,
      resolved: 1,
    });
    const { incidents } = await state();
    expect(incidents).toMatchObject([{ status: 'resolved', resolvedBy: { kind: 'sender' } }]);
  });

  it('a repeat, byte by byte the same, changes nothing', async () => {
    const body = group([firing('a')]);
    await post(body);
    const head = hub.desk.head();
    hub.clock.nowMs += 4 * 3_600_000;
    expect(await post(body)).toEqual({ ...outcome, unchanged: 1 });
    expect(hub.desk.head()).toBe(head);
    expect((await state()).alerts[0]?.expiresAt).toBeNull();
  });

  it('a resolve that comes twice, in a partial and in the final post, is done once', async () => {
    const started = iso(hub.clock.nowMs);
    await post(group([firing('a'), firing('b')]));
    hub.clock.nowMs += 60_000;
    expect(await post(group([resolved('a', started), firing('b', started)]))).toEqual({
      ...outcome,
      resolved: 1,
      unchanged: 1,
    });
    expect((await state()).incidents).toMatchObject([{ status: 'triggered', firingCount: 1 }]);
    hub.clock.nowMs += 15_000;
    const ended = iso(hub.clock.nowMs - 15_000);
    const final = group([resolved('a', started, ended), resolved('b', started)], {
      status: 'resolved',
    });
    expect(await post(final)).toEqual({ ...outcome, resolved: 1, unchanged: 1 });
    expect((await state()).incidents).toMatchObject([{ status: 'resolved' }]);
  });

  it('a firing post that its own resolve overtook does not open anew', async () => {
    const started = iso(hub.clock.nowMs);
    const late = group([firing('a')]);
    await post(late);
    hub.clock.nowMs += 60_000;
    await post(group([resolved('a', started)]));
    hub.clock.nowMs += 1_000;
    expect(await post(late)).toEqual({ ...outcome, unchanged: 1 });
    hub.clock.nowMs += 1_000;
    expect(await post(group([firing('a')]))).toMatchObject({ unchanged: 0 });
    expect((await state()).alerts.filter(({ status }) => status === 'firing')).toHaveLength(1);
  });

  it('a resolve of what never opened is nothing', async () => {
    const body = group([resolved('never', iso(hub.clock.nowMs))], { status: 'resolved' });
    expect(await post(body)).toEqual({ ...outcome, unchanged: 1 });
    expect((await state()).incidents).toEqual([]);
  });

  it('a cut group that says resolved closes nothing that it does not name', async () => {
    const started = iso(hub.clock.nowMs);
    await post(group([firing('a'), firing('b')]));
    hub.clock.nowMs += 60_000;
    await post(group([resolved('a', started)], { status: 'resolved', truncatedAlerts: 3 }));
    const { incidents } = await state();
    expect(incidents).toMatchObject([{ status: 'triggered', firingCount: 1 }]);
    expect(Object.values(incidents[0]?.unseen ?? {})).toEqual([3]);
  });

  it('the watchdog is an incident that wakes nobody', async () => {
    await post(loadFixtureBody('recorded/am-webhook-watchdog'));
    expect((await state()).incidents).toMatchObject([{ severity: 'info', service: 'Watchdog' }]);
  });
});

describe('Prometheus', () => {
  let key: string;
  beforeEach(async () => {
    key = await hub.createKey('prometheus');
  });
  const post = async (...alerts: object[]) => {
    const answer = await hub.post(`/ingest/${key}/api/v2/alerts`, alerts);
    expect(answer.status).toBe(200);
  };
  const alert = (endsInMs: number | null, more: object = {}) => ({
    labels: { alertname: 'ProbeFailed', job: 'blackbox', severity: 'page' },
    startsAt: '2026-11-23T05:39:36.073Z',
    endsAt: endsInMs === null ? '0001-01-01T00:00:00.000Z' : iso(hub.clock.nowMs + endsInMs),
    ...more,
  });

  it('each post puts off the end; when posts stop, the alert expires', async () => {
    await post(alert(40_000));
    expect((await state()).incidents).toMatchObject([{ severity: 'error', status: 'triggered' }]);
    hub.clock.nowMs += 30_000;
    await post(alert(40_000));
    hub.clock.nowMs += 30_000;
    await hub.desk.runDue();
    expect((await state()).alerts).toMatchObject([{ status: 'firing' }]);
    hub.clock.nowMs += 10_000;
    await hub.desk.runDue();
    expect((await state()).alerts).toMatchObject([{ status: 'resolved', resolveCause: 'expired' }]);
    expect((await state()).incidents).toMatchObject([{ status: 'resolved' }]);
  });

  it('an end that has passed resolves; re-sending it for a quarter of an hour does nothing', async () => {
    await post(alert(40_000));
    hub.clock.nowMs += 20_000;
    const ended = alert(-1_000);
    await post(ended);
    expect((await state()).alerts).toMatchObject([{ status: 'resolved', resolveCause: 'sender' }]);
    const head = hub.desk.head();
    for (let minute = 0; minute < 15; minute += 1) {
      hub.clock.nowMs += 60_000;
      await post(ended);
    }
    expect(hub.desk.head()).toBe(head);
  });

  it('two servers of a pair are one alert', async () => {
    await post(alert(40_000, { generatorURL: 'http://prometheus-0.test/graph' }));
    const head = hub.desk.head();
    await post(alert(40_000, { generatorURL: 'http://prometheus-1.test/graph' }));
    expect((await state()).alerts).toHaveLength(1);
    expect(hub.desk.head()).toBe(head);
  });

  it('amtool’s zero times open an alert that expires after five minutes', async () => {
    await post(alert(null, { startsAt: '0001-01-01T00:00:00.000Z' }));
    expect((await state()).alerts).toMatchObject([
      {
        status: 'firing',
        startsAt: iso(hub.clock.nowMs),
        expiresAt: iso(hub.clock.nowMs + 300_000),
      },
    ]);
  });

  it('an end without a start does not begin in the future', async () => {
    await post(alert(600_000, { startsAt: undefined }));
    expect((await state()).alerts).toMatchObject([
      { status: 'firing', startsAt: iso(hub.clock.nowMs) },
    ]);
  });
});

describe('PagerDuty', () => {
  let key: string;
  beforeEach(async () => {
    key = await hub.createKey('pagerduty');
  });
  const send = async (action: string, more: { routing_key?: string; payload?: object } = {}) => {
    const payload = { summary: 'S', source: 'web-1', severity: 'critical', component: 'checkout' };
    const event = { routing_key: key, event_action: action, dedup_key: 'k', ...more };
    const answer = await hub.post(
      '/v2/enqueue',
      action === 'trigger' ? { ...event, payload: { ...payload, ...more.payload } } : event,
    );
    expect(answer.status).toBe(202);
  };

  it('triggers, repeats, acknowledges without silencing anybody, resolves', async () => {
    await send('trigger');
    const head = hub.desk.head();
    await send('trigger');
    expect(hub.desk.head()).toBe(head);
    await send('acknowledge');
    const acknowledged = await state();
    expect(acknowledged.alerts[0]?.acknowledgedAtSender).not.toBeNull();
    expect(acknowledged.incidents).toMatchObject([
      {
        status: 'triggered',
        seats: { developer: { state: 'ringing' }, sre: { state: 'ringing' } },
      },
    ]);
    await send('resolve');
    expect((await state()).incidents).toMatchObject([{ status: 'resolved' }]);
  });

  it('a trigger after a resolve is a new alert, at once and whatever its timestamp', async () => {
    const timestamp = '2026-11-23T05:00:00.000+0000';
    await send('trigger', { payload: { timestamp } });
    await send('resolve');
    await send('trigger', { payload: { timestamp } });
    const { alerts } = await state();
    expect(alerts.map(({ status }) => status).sort()).toEqual(['firing', 'resolved']);
  });

  it('acknowledging and resolving what is not open is dropped', async () => {
    await send('acknowledge');
    await send('resolve');
    expect((await state()).incidents).toEqual([]);
  });

  it('keys of two integrations never meet', async () => {
    await send('trigger');
    const other = await hub.createKey('pagerduty');
    await send('resolve', { routing_key: other });
    expect((await state()).incidents).toMatchObject([{ status: 'triggered' }]);
  });
});
