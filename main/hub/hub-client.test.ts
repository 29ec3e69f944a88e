import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ClientFrame } from '../../server/protocol/frames.ts';
import { acknowledged, ana, opened, raj, resolved, t0Ms } from '../testing/factory.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { SmallHub, welcome } from '../testing/small-hub.ts';
import { HubClient } from './hub-client.ts';

let hub: SmallHub;
let clock: ManualClock;
let folder: string;
let client: HubClient | null;
let warnings: string[];

beforeEach(async () => {
  hub = await SmallHub.start();
  clock = new ManualClock(t0Ms);
  folder = await mkdtemp(join(tmpdir(), 'tocsin-client-'));
  [client, warnings] = [null, []];
});

afterEach(async () => {
  await client?.stop();
  expect(clock.timerCount).toBe(0);
  await hub.stop();
  await rm(folder, { recursive: true });
});

async function start(): Promise<HubClient> {
  await client?.stop();
  client = await HubClient.load({
    profileFolder: folder,
    membership: { hub: hub.url, hubId: 'h1', person: raj, deviceId: 'd1' },
    token: 'secret',
    client: { version: '1', platform: 'linux' },
    clock,
    zone: () => undefined,
    random: () => 0,
    route: () => Promise.resolve({ ca: undefined, agent: undefined }),
    idleSeconds: () => 0,
    onChange: () => undefined,
    onEntries: () => undefined,
    onKnock: () => undefined,
    onMe: () => undefined,
    warn: (_fields, message) => warnings.push(message),
  });
  client.start();
  return client;
}

const later = '2026-10-03T01:20:00.000Z';
const until = (assertion: () => void): Promise<void> =>
  vi.waitFor(assertion, { timeout: 5_000, interval: 5 });

/** The next hello, from now on. */
async function hello(): Promise<Extract<ClientFrame, { type: 'hello' }>> {
  const before = hub.frames.length;
  let found: ClientFrame | undefined;
  await until(() => {
    found = hub.frames.slice(before).find(({ type }) => type === 'hello');
    expect(found).toBeDefined();
  });
  if (found?.type !== 'hello') throw new Error('no hello');
  return found;
}

const event = (one: ReturnType<typeof opened>) => ({ type: 'event', event: one }) as const;
const sent = (type: ClientFrame['type']) => hub.frames.filter((frame) => frame.type === type);

async function snapshotAndLive(person = raj): Promise<HubClient> {
  const started = await start();
  await hello();
  hub.send(welcome({ resume: 'snapshot', you: { person, deviceId: 'd1' } }));
  const nothing = { incidents: [], alerts: [], devices: [], stopgaps: [], cards: [] };
  hub.send({ type: 'snapshot', seq: 10, part: 0, last: true, people: [ana, raj], ...nothing });
  hub.send({ type: 'live', seq: 10 });
  await until(() => expect(started.status.state).toBe('online'));
  return started;
}

test('it begins with a snapshot and goes on with events', async () => {
  const started = await snapshotAndLive();
  expect(sent('hello')[0]).toMatchObject({ since: null, hubId: null, epoch: null });
  hub.send(event(opened(11)));
  await until(() => expect(started.settledIncidents.has('i1')).toBe(true));
  expect(started.mirror.cursor).toBe(11);
});

test('after a restart it asks from where it stood, and rings for nothing that others handled', async () => {
  const before = await snapshotAndLive();
  hub.send(event(opened(11)));
  await until(() => expect(before.mirror.cursor).toBe(11));
  const after = await start();
  expect(after.mirror.incidents.has('i1')).toBe(true);
  expect(after.settledIncidents.size).toBe(0);
  expect(await hello()).toMatchObject({ since: 11, hubId: 'h1', epoch: 'e1' });
  hub.send(welcome({ epoch: 'e2' }));
  await until(() => expect(after.status.state).toBe('catching-up'));
  hub.send(event(opened(12, { incidentId: 'i2', id: 'a2', number: 2 })));
  hub.send(event(acknowledged(13, 'sre', 'i1', later)), event(resolved(14, 'i2')));
  await until(() => expect(after.mirror.cursor).toBe(14));
  expect(after.settledIncidents.size).toBe(0);
  hub.send({ type: 'live', seq: 14 });
  await until(() => expect(after.status.state).toBe('online'));
  expect(after.settledIncidents.get('i1')?.seats.sre.state).toBe('acknowledged');
  expect(after.whileAway.map(({ text }) => text)).toEqual([
    '#1 checkout-api, 5xx ratio above 5 %: Raj acknowledged for SRE',
    '#2 checkout-api, 5xx ratio above 5 %: opened and resolved by Alertmanager',
  ]);
  after.clearWhileAway();
  expect(after.whileAway).toEqual([]);
});

test('while it catches up, what was known before goes on ringing, and nothing new does', async () => {
  const started = await snapshotAndLive();
  hub.send(event(opened(11)));
  await until(() => expect(started.mirror.cursor).toBe(11));
  started.wake();
  await hello();
  hub.send(welcome());
  hub.send(event(opened(12, { incidentId: 'i2', id: 'a2' })));
  await until(() => expect(started.mirror.cursor).toBe(12));
  expect([...started.settledIncidents.keys()]).toEqual(['i1']);
  clock.advance(10_000);
  expect([...started.settledIncidents.keys()]).toEqual(['i1', 'i2']);
});

test('a hub that cannot be reached does not keep what was known from ringing', async () => {
  const before = await snapshotAndLive();
  hub.send(event(opened(11)));
  await until(() => expect(before.mirror.cursor).toBe(11));
  hub.refusal = { httpStatus: 503, body: '' };
  const after = await start();
  await until(() => expect(after.status.state).toBe('cut-off'));
  expect([...after.settledIncidents.keys()]).toEqual(['i1']);
});

test('a missing event is asked for again; one that stays missing, by a snapshot', async () => {
  const started = await snapshotAndLive();
  hub.send(event(opened(12)));
  await until(() => expect(started.status.state).toBe('cut-off'));
  clock.advance(500);
  expect(await hello()).toMatchObject({ since: 10 });
  hub.send(welcome(), { type: 'live', seq: 12 });
  await until(() => expect(warnings).toHaveLength(2));
  clock.advance(1_000);
  expect(await hello()).toMatchObject({ since: null });
  expect(warnings).toEqual(['an event is missing', 'an event is missing']);
  expect(started.mirror.cursor).toBe(10);
});

test('another hub under the same address starts from nothing, and nobody is told of it', async () => {
  const started = await snapshotAndLive();
  hub.send(event(opened(11)));
  await until(() => expect(started.mirror.cursor).toBe(11));
  started.wake();
  await hello();
  hub.send(welcome({ hubId: 'h2', resume: 'snapshot' }));
  const nothing = { incidents: [], alerts: [], devices: [], stopgaps: [], cards: [] };
  hub.send({ type: 'snapshot', seq: 3, part: 0, last: true, people: [], ...nothing });
  hub.send({ type: 'live', seq: 3 });
  await until(() => expect(started.status.state).toBe('online'));
  expect([started.mirror.hubId, started.mirror.cursor, started.mirror.incidents.size]).toEqual([
    'h2',
    3,
    0,
  ]);
  expect(started.whileAway).toEqual([]);
});

test('a command is on disk when it was taken, keeps its id over a cut, and is settled by its event', async () => {
  const started = await snapshotAndLive();
  hub.send(event(opened(11)));
  await until(() => expect(started.mirror.cursor).toBe(11));
  await started.send([{ type: 'incident.acknowledge', incidentId: 'i1' }]).kept;
  const [entry] = started.outbox.entries;
  const file = JSON.parse(await readFile(join(folder, 'outbox.json'), 'utf8'));
  expect(file.entries).toMatchObject([{ id: entry?.id, command: entry?.command }]);
  await until(() => expect(sent('command')).toHaveLength(1));
  started.wake();
  await hello();
  hub.send(welcome(), { type: 'live', seq: 11 });
  await until(() => expect(sent('command')).toHaveLength(2));
  expect(new Set(sent('command').map((frame) => 'id' in frame && frame.id)).size).toBe(1);
  const answer = { ok: true, verdict: 'applied', seq: 12 } as const;
  hub.send({ type: 'reply', re: entry?.id ?? '', answer });
  await until(() => expect(started.outbox.entries[0]?.state).toBe('answered'));
  hub.send(event(acknowledged(12, 'sre')));
  await until(() => expect(started.outbox.entries).toEqual([]));
});

test('a hub that was restored from a backup is followed, and what it forgot rings again', async () => {
  const started = await snapshotAndLive();
  hub.send(event(opened(11)));
  await until(() => expect(started.mirror.cursor).toBe(11));
  await started.send([{ type: 'incident.acknowledge', incidentId: 'i1' }]).kept;
  await until(() => expect(sent('command')).toHaveLength(1));
  const re = started.outbox.entries[0]?.id ?? '';
  hub.send({ type: 'reply', re, answer: { ok: true, verdict: 'applied', seq: 12 } });
  await until(() => expect(started.outbox.entries[0]?.state).toBe('answered'));
  started.wake();
  expect(await hello()).toMatchObject({ since: 11, epoch: 'e1' });
  hub.send(welcome({ epoch: 'e2', resume: 'snapshot' }));
  const nothing = { incidents: [], alerts: [], devices: [], stopgaps: [], cards: [] };
  hub.send({ type: 'snapshot', seq: 9, part: 0, last: true, people: [ana, raj], ...nothing });
  hub.send(event(opened(10)), { type: 'live', seq: 10 });
  await until(() => expect(started.status.state).toBe('online'));
  expect([started.mirror.cursor, started.outbox.entries]).toEqual([10, []]);
  expect(started.settledIncidents.get('i1')?.seats.sre.state).toBe('ringing');
  started.wake();
  expect(await hello()).toMatchObject({ since: 10, epoch: 'e2' });
});

test('a command that the hub cannot take now is sent again after a while', async () => {
  const started = await snapshotAndLive();
  await started.send([{ type: 'incident.acknowledge', incidentId: 'i1' }]).kept;
  await until(() => expect(sent('command')).toHaveLength(1));
  const error = { code: 'overloaded', message: 'm', remedy: 'r', retryable: true };
  const { id = '' } = started.outbox.entries[0] ?? {};
  hub.send({ type: 'reply', re: id, answer: { ok: false, error } });
  await until(() => expect(started.outbox.entries[0]?.state).toBe('waiting'));
  clock.advance(1_000);
  await until(() => expect(sent('command')).toHaveLength(2));
});

test('it tells after each welcome whether it can be heard', async () => {
  const started = await snapshotAndLive();
  started.reports.sound('silent');
  await until(() => expect(sent('report')).toHaveLength(1));
  started.wake();
  await hello();
  hub.send(welcome(), { type: 'live', seq: 10 });
  await until(() => expect(sent('report')).toHaveLength(2));
});

test('it knows how far the clock of the hub is off, and makes nothing of a second', async () => {
  const started = await snapshotAndLive();
  expect(started.clockSkewMs).toBe(0);
  for (const [aheadMs, skewMs] of [
    [1_500, 0],
    [90_000, 90_000],
    [-90_000, -90_000],
  ] as const) {
    started.wake();
    await hello();
    const serverTime = new Date(clock.now() + aheadMs).toISOString();
    hub.send(welcome({ serverTime }), { type: 'live', seq: 10 });
    await until(() => expect(started.status.state).toBe('online'));
    expect(started.clockSkewMs).toBe(skewMs);
  }
  // A clock is set while the session lasts; the next measurement of the link tells.
  const serverTime = new Date(clock.now() + 600_000).toISOString();
  hub.send({ type: 'pong', re: 'x', serverTime });
  await until(() => expect(started.clockSkewMs).toBe(600_000));
});
