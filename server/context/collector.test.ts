import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { Config } from '../config/schema.ts';
import { createKey, firing, openTestDesk, startMs } from '../desk/testing/test-desk.ts';
import type { HubDesk } from '../desk/create-desk.ts';
import type { IncomingAlert } from '../domain/incoming.ts';
import type { ContextItem } from '../protocol/context.ts';
import { limits } from '../protocol/limits.ts';
import { startCollector } from './collector.ts';
import { metricItemId } from './items.ts';
import { FakePrometheus, withMatrix, withSteadyValue } from './testing/fake-prometheus.ts';
import type { Reply } from './testing/fake-prometheus.ts';

let desk: HubDesk;
let clock: { nowMs: number; now: () => number };
let logged: { problem?: string; err?: Error }[];
beforeEach(async () => {
  ({ desk, clock } = await openTestDesk());
  logged = [];
});
let stop: (() => Promise<void>) | undefined;
afterEach(async () => {
  await stop?.();
  stop = undefined;
});

const errors = { title: 'Errors', expression: 'rate(errors[5m])', unit: '1/s' };
const load = { title: 'Load', expression: 'load' };
const runbooks = ['https://runbooks.example.com/checkout', 'https://wiki.example.com/'];

function configOf(url: string | null, metrics: object[] = [errors, load], timeoutSeconds = 1) {
  const service = { developers: 'd', sres: 's', runbooks, metrics };
  return Config.parse({
    ...(url !== null && { prometheus: { url, timeoutSeconds } }),
    services: { checkout: service, search: service },
  });
}

function start(config: Config): void {
  const log = (fields: object) => void logged.push(fields);
  const options = { desk, config: () => config, now: clock.now };
  stop = startCollector({ ...options, log: { warn: log, error: log } });
  onTestFinished(() => stop?.());
}

async function open(change: Partial<IncomingAlert> = {}, key = 'disk'): Promise<string> {
  const integration = await createKey(desk, `key ${desk.head()}`);
  await desk.ingest({ integration, alerts: [firing(key, change)], group: null });
  return (await desk.readSnapshot()).incidents.toSorted((a, b) => b.number - a.number)[0]?.id ?? '';
}

const itemsOf = async (incidentId: string) => (await desk.readContext(incidentId)).items;

/** The items of an incident, once there are so many. */
async function collected(incidentId: string, count: number): Promise<ContextItem[]> {
  return vi.waitFor(async () => {
    const items = await itemsOf(incidentId);
    expect(items).toHaveLength(count);
    return items;
  }, 10_000);
}

function metricsIn(items: ContextItem[]) {
  return items.flatMap(({ content }) => (content.kind === 'metric' ? [content] : []));
}

test('an incident that opens gets runbooks, deploys and metrics', async () => {
  const prometheus = await FakePrometheus.start(withSteadyValue);
  start(configOf(prometheus.url));
  const deploy = { service: 'checkout', summary: 'v2', version: null, by: null, link: null };
  await desk.recordDeploy({ ...deploy, at: null }, { kind: 'hub' });
  clock.nowMs += 60_000;
  const incidentId = await open({ startsAt: '2026-11-23T03:00:30.000Z' });
  const items = await collected(incidentId, 4);
  expect(items.find(({ id }) => id === 'runbooks')?.content).toEqual({
    kind: 'links',
    title: 'Runbooks',
    links: [
      { href: 'https://runbooks.example.com/checkout', text: 'runbooks.example.com/checkout' },
      { href: 'https://wiki.example.com/', text: 'wiki.example.com' },
    ],
  });
  expect(items.find(({ id }) => id === 'deploys')?.content).toMatchObject({
    deploys: [{ summary: 'v2' }],
  });
  const metric = items.find(({ id }) => id === metricItemId(errors))?.content;
  expect(metric).toMatchObject({
    title: 'Errors',
    unit: '1/s',
    expression: 'rate(errors[5m])',
    alertAt: '2026-11-23T03:00:30.000Z',
    problem: null,
  });
  const points = metric?.kind === 'metric' ? (metric.series[0]?.points ?? []) : [];
  const seconds = (time: string) => Date.parse(`2026-11-23T${time}Z`) / 1_000;
  expect(points.at(0)?.[0]).toBeLessThanOrEqual(seconds('02:00:30'));
  expect(points.at(-1)).toEqual([seconds('03:01:00'), 0.25]);
  expect(logged).toEqual([]);
});

test('an alert of a clock that is wrong, or of long ago, counts from when it came', async () => {
  const prometheus = await FakePrometheus.start(withSteadyValue);
  start(configOf(prometheus.url, [load]));
  for (const startsAt of ['2026-11-23T03:10:00.000Z', '2026-11-20T03:00:00.000Z']) {
    const incidentId = await open({ startsAt }, startsAt);
    const [metric] = metricsIn(await collected(incidentId, 2));
    expect(metric?.alertAt).toBe(new Date(clock.nowMs).toISOString());
    clock.nowMs += 600_000;
  }
});

test('what open incidents lack is made up for at the start, and what they have is left', async () => {
  const [first, second] = [await open(), await open({ service: 'search' })];
  const resolved = await open({ service: 'checkout' }, 'other');
  expect(resolved).toBe(second);
  const id = metricItemId(load);
  const note = { kind: 'note', title: 'Load', text: 'as it was' } as const;
  await desk.addContext(first, [{ id, content: note }], { kind: 'hub' });
  const prometheus = await FakePrometheus.start(withSteadyValue);
  start(configOf(prometheus.url, [load]));
  expect(metricsIn(await collected(second, 2))).toMatchObject([{ title: 'Load' }]);
  const items = await collected(first, 2);
  expect(items.find((item) => item.id === id)?.content).toEqual(note);
  const head = desk.head();
  await stop?.();
  start(configOf(prometheus.url, [load]));
  await open({ service: 'none' });
  await stop?.();
  expect((await desk.readEvents(head, 100)).map(({ type }) => type)).not.toContain('context.added');
});

test.each<[string, Reply, string]>([
  ['hangs', () => undefined, 'Prometheus did not answer within 1 s.'],
  ['lies', (_question, response) => void response.end('<html>'), 'Prometheus answered with some'],
  ['has nothing', withMatrix([]), 'Prometheus has no data of this time.'],
])(
  'a Prometheus that %s is told in the items, and the hub goes on',
  async (_name, reply, problem) => {
    const prometheus = await FakePrometheus.start(reply);
    start(configOf(prometheus.url));
    const incidentId = await open();
    const startedMs = performance.now();
    expect(await open({ service: 'search' })).not.toBe(incidentId);
    expect(performance.now() - startedMs).toBeLessThan(800);
    const metrics = metricsIn(await collected(incidentId, 3));
    expect(metrics).toHaveLength(2);
    for (const metric of metrics) {
      expect(metric).toMatchObject({ series: [], problem: expect.stringContaining(problem) });
    }
  },
);

test('after an outage the next ones do not wait in vain, and once it is over are answered', async () => {
  const prometheus = await FakePrometheus.start(() => undefined);
  start(configOf(prometheus.url, [load]));
  await collected(await open(), 2);
  const second = await open({ service: 'search' });
  expect(metricsIn(await collected(second, 2))).toMatchObject([
    { problem: 'Prometheus did not answer within 1 s.' },
  ]);
  expect(prometheus.questions).toHaveLength(1);
  prometheus.reply = withSteadyValue;
  clock.nowMs += 600_000;
  const third = await open({ service: 'search' }, 'later');
  expect(metricsIn(await collected(third, 2))).toMatchObject([{ problem: null }]);
});

test('a storm asks at most four questions at once, the worst incident’s first', async () => {
  let letGo: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  const prometheus = await FakePrometheus.start((question, response) => {
    void gate.then(() => withSteadyValue(question, response));
  });
  const service = (index: number) => ({
    developers: 'd',
    sres: 's',
    metrics: [{ title: 'M', expression: `metric_${index}` }],
  });
  const services = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [`service-${index}`, service(index)]),
  );
  start(Config.parse({ prometheus: { url: prometheus.url, timeoutSeconds: 10 }, services }));
  const integration = await createKey(desk);
  const alerts = Object.keys(services).map((name, index) => {
    const alert = firing(name, { service: name });
    const severity = index === 57 ? ('critical' as const) : ('warning' as const);
    return { ...alert, content: { ...alert.content, severity } };
  });
  await desk.ingest({ integration, alerts, group: null });
  await vi.waitFor(() => expect(prometheus.questions).toHaveLength(4));
  expect(prometheus.questions.map(({ query }) => query).toSorted()).toEqual([
    'metric_56',
    'metric_57',
    'metric_58',
    'metric_59',
  ]);
  letGo();
  const { incidents } = await desk.readSnapshot();
  for (const { id } of incidents) await collected(id, 1);
  expect(prometheus.questions).toHaveLength(60);
  expect(prometheus.mostOpen).toBe(4);
});

test('incidents of the same minute share an answer', async () => {
  const prometheus = await FakePrometheus.start(withSteadyValue);
  start(configOf(prometheus.url, [load]));
  const ids = [await open(), await open({ service: 'search' })];
  for (const id of ids) expect(metricsIn(await collected(id, 2))).toHaveLength(1);
  expect(prometheus.questions).toHaveLength(1);
});

test('very many series are cut, first to what an item holds, then to what the pack holds', async () => {
  const metrics = Array.from({ length: 20 }, (_, index) => ({
    title: `Metric ${index}`,
    expression: `metric_${index}`,
  }));
  const prometheus = await FakePrometheus.start((question, response) => {
    const { start: from, step } = question;
    const values = Array.from({ length: 220 }, (_, index) => [
      from + index * step,
      '0.12345678901234567',
    ]);
    const result = Array.from({ length: 35 }, (_, index) => ({
      metric: { instance: `host-${index}`.padEnd(390, 'é') },
      values,
    }));
    withMatrix(result)(question, response);
  });
  start(configOf(prometheus.url, metrics, 20));
  const incidentId = await open();
  const items = await collected(incidentId, 21);
  const titles = metricsIn(items).map(({ title }) => title);
  expect(titles.filter((title) => title.endsWith('(20 of 35 series)')).length).toBeGreaterThan(5);
  const bytes = items.reduce((sum, { content }) => sum + JSON.stringify(content).length, 0);
  expect(bytes).toBeLessThan(limits.contextBytes);
  expect(logged).toEqual([]);
});

test('stopping ends what is under way, and leaves nothing half-done', async () => {
  const prometheus = await FakePrometheus.start(() => undefined);
  start(configOf(prometheus.url, [load], 20));
  const incidentId = await open();
  await vi.waitFor(() => expect(prometheus.questions).toHaveLength(1));
  await stop?.();
  expect((await itemsOf(incidentId)).map(({ id }) => id)).toEqual(['runbooks']);
  expect(logged).toEqual([]);
});

test('without a Prometheus there are no metrics, and services that nobody lists get nothing', async () => {
  start(configOf(null));
  const incidentId = await open();
  expect((await collected(incidentId, 1)).map(({ id }) => id)).toEqual(['runbooks']);
  const other = await open({ service: 'constructor' });
  await stop?.();
  expect(await itemsOf(other)).toEqual([]);
  expect(clock.nowMs).toBe(startMs);
});
