import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { errorCatalogue, TocsinError } from '../../server/protocol/errors.ts';
import type { HubFrame } from '../../server/protocol/frames.ts';
import { SmallHub, welcome } from '../testing/small-hub.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { Link } from './link.ts';
import type { LinkOptions, LinkStatus } from './link.ts';

let hub: SmallHub;
let clock: ManualClock;
let link: Link | null = null;
let seen: LinkStatus[];
let received: HubFrame[];
let answer: 'ok' | 'reconnect';
let since: number | null;
let zone: string | undefined;

beforeEach(async () => {
  hub = await SmallHub.start();
  clock = new ManualClock();
  [seen, received, answer, since, zone] = [[], [], 'ok', 7, 'Europe/Berlin'];
});

afterEach(async () => {
  link?.stop();
  expect(clock.timerCount).toBe(0);
  await hub.stop();
});

function start(change: Partial<LinkOptions> = {}): Link {
  link = new Link({
    hub: hub.url,
    token: 'secret',
    client: { version: '1.0.0', platform: 'linux' },
    clock,
    zone: () => zone,
    random: () => 0.5,
    route: () => Promise.resolve({ ca: undefined, agent: undefined }),
    resumePoint: () => ({ since, hubId: 'h1', epoch: 'e1' }),
    onFrame: (frame) => {
      received.push(frame);
      return answer;
    },
    onStatus: (status) => seen.push(status),
    ...change,
  });
  link.start();
  return link;
}

const until = (assertion: () => void): Promise<void> =>
  vi.waitFor(assertion, { timeout: 5_000, interval: 5 });

async function online(change: Partial<LinkOptions> = {}): Promise<Link> {
  hub.onFrame = ({ type }) => {
    if (type === 'hello') hub.send(welcome(), { type: 'live', seq: 7 });
  };
  const started = start(change);
  await until(() => expect(started.status.state).toBe('online'));
  return started;
}

test('it says who it is, where it stands, and goes through all states in order', async () => {
  const { status } = await online();
  expect(hub.upgrades[0]?.url).toBe('/api/socket');
  expect(hub.upgrades[0]?.headers).toMatchObject({
    authorization: 'Bearer secret',
    'sec-websocket-protocol': 'tocsin.v1',
  });
  expect(hub.upgrades[0]?.headers.origin).toBe(undefined);
  expect(hub.frames[0]).toEqual({
    type: 'hello',
    since: 7,
    hubId: 'h1',
    epoch: 'e1',
    client: { version: '1.0.0', platform: 'linux' },
    zone: 'Europe/Berlin',
  });
  expect([...new Set(seen.map(({ state }) => state))]).toEqual(['catching-up', 'online']);
  expect(status.lostSince).toBe(null);
  expect(received.map(({ type }) => type)).toEqual(['welcome', 'live']);
});

test('silence of 22 seconds ends it, and not one of 21', async () => {
  const started = await online();
  const lostAt = clock.now() + 22_000;
  clock.advance(21_000);
  expect(started.status.state).toBe('online');
  clock.advance(1_000);
  expect(started.status).toMatchObject({ state: 'cut-off', lostSince: lostAt });
  expect(started.status.message).toMatch(/fell silent.*Check the network/);
});

test("the hub's heartbeats keep it alive", async () => {
  const started = await online();
  for (let beat = 0; beat < 6; beat += 1) {
    clock.advance(10_000);
    const session = hub.sessions[0];
    const pong = new Promise((resolve) => session?.once('pong', resolve));
    session?.ping();
    await pong;
  }
  expect(started.status.state).toBe('online');
  expect(hub.upgrades).toHaveLength(1);
});

test('it measures the way there and back', async () => {
  const started = await online();
  await until(() => expect(hub.frames.some(({ type }) => type === 'ping')).toBe(true));
  clock.advance(12);
  const ping = hub.frames.find((frame) => frame.type === 'ping');
  hub.send({ type: 'pong', re: ping?.id ?? '', serverTime: '2026-10-03T01:12:00.000Z' });
  await until(() => expect(started.status.roundTripMs).toBe(12));
});

test('a port that takes connections and says nothing is given up after ten seconds', async () => {
  hub.isDumb = true;
  const started = start();
  await until(() => expect(hub.upgrades).toHaveLength(1));
  clock.advance(9_999);
  expect(started.status.state).toBe('connecting');
  clock.advance(1);
  expect(started.status).toMatchObject({ state: 'cut-off', lostSince: clock.now() - 10_000 });
});

test('a welcome without an end of the catching up is given up too', async () => {
  hub.onFrame = ({ type }) => {
    if (type === 'hello') hub.send(welcome());
  };
  const started = start();
  await until(() => expect(started.status.state).toBe('catching-up'));
  expect(started.status.lostSince).not.toBe(null);
  for (let time = 0; time < 60; time += 10) {
    clock.advance(10_000);
    const session = hub.sessions[0];
    if (session?.readyState !== session?.OPEN) break;
    const pong = new Promise((resolve) => session?.once('pong', resolve));
    session?.ping();
    if (time < 50) await pong;
  }
  expect(started.status.state).toBe('cut-off');
});

test('retries wait ever longer, with jitter, and 15 seconds at most', async () => {
  const closed = await SmallHub.start();
  const { url } = closed;
  await closed.stop();
  const started = start({ hub: url });
  const waits: number[] = [];
  for (let attempt = 0; attempt < 8; attempt += 1) {
    await until(() => expect(started.status.nextTryAt).not.toBe(null));
    waits.push((started.status.nextTryAt ?? 0) - clock.now());
    clock.advance(waits.at(-1) ?? 0);
    expect(started.status.nextTryAt).toBe(null);
  }
  expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 7_500, 7_500, 7_500]);
  expect(started.status.message).toMatch(/does not answer.*ECONNREFUSED/);
});

test('a hub that lets go at once, again and again, is not hammered', async () => {
  hub.onFrame = ({ type }) => {
    if (type !== 'hello') return;
    hub.send(welcome(), { type: 'live', seq: 7 });
    hub.sessions.at(-1)?.close(1012);
  };
  const started = start();
  const waits: number[] = [];
  for (let attempt = 0; attempt < 4; attempt += 1) {
    await until(() => expect(started.status.nextTryAt).not.toBe(null));
    waits.push((started.status.nextTryAt ?? 0) - clock.now());
    clock.advance(waits.at(-1) ?? 0);
  }
  expect(waits).toEqual([250, 500, 1_000, 2_000]);
});

test('a link that held is mended quickly again', async () => {
  const started = await online();
  clock.advance(5_000);
  hub.sessions[0]?.terminate();
  await until(() => expect(started.status.state).toBe('cut-off'));
  expect(started.status.nextTryAt).toBe(clock.now() + 250);
});

test('waking up drops the socket of before and connects at once', async () => {
  const started = await online();
  const ended = new Promise((resolve) => hub.sessions[0]?.once('close', resolve));
  started.wake();
  expect(started.status).toMatchObject({ state: 'connecting', lostSince: clock.now() });
  await ended;
  await until(() => expect(started.status.state).toBe('online'));
  expect(hub.upgrades).toHaveLength(2);
});

test('waking up does not hide for how long it has been cut off', async () => {
  hub.refusal = { httpStatus: 503, body: '' };
  const started = start();
  const { lostSince } = started.status;
  await until(() => expect(started.status.state).toBe('cut-off'));
  clock.advance(3_000);
  hub.refusal = null;
  hub.isDumb = true;
  started.wake();
  expect(started.status).toMatchObject({ state: 'cut-off', lostSince, nextTryAt: null });
});

test('a sleep that nobody told of is noticed by the clock', async () => {
  const started = await online();
  clock.sleep(8 * 3_600_000);
  expect(started.status.state).not.toBe('online');
  await until(() => expect(started.status.state).toBe('online'));
});

test.each([
  [401, 'device_token_wrong'],
  [403, 'device_revoked'],
  [426, 'upgrade_required'],
  [400, 'subprotocol_unsupported'],
] as const)('HTTP %i %s is a refusal that is retried slowly', async (httpStatus, code) => {
  hub.refusal = {
    httpStatus,
    body: JSON.stringify({ error: new TocsinError(code).toWire() }),
  };
  const started = start();
  await until(() => expect(started.status.state).toBe('refused'));
  const { message, remedy } = errorCatalogue[code];
  expect(started.status.message).toBe(`${message} ${remedy}`);
  expect(started.status.nextTryAt).toBe(clock.now() + 60_000);
  hub.refusal = null;
  hub.onFrame = ({ type }) => {
    if (type === 'hello') hub.send(welcome(), { type: 'live', seq: 7 });
  };
  clock.advance(60_000);
  await until(() => expect(started.status.state).toBe('online'));
});

test.each([401, 403])('HTTP %i without words is a refusal too', async (httpStatus) => {
  hub.refusal = { httpStatus, body: '<html>' };
  const started = start();
  await until(() => expect(started.status.state).toBe('refused'));
  expect(started.status.message).toMatch(/does not know this device/);
});

test.each([404, 500, 502, 503])('HTTP %i is only a hub out of reach', async (httpStatus) => {
  hub.refusal = { httpStatus, body: '' };
  const started = start();
  await until(() => expect(started.status.state).toBe('cut-off'));
  expect(started.status.message).toMatch(String(httpStatus));
});

test.each([
  [4005, 'refused', 'device_revoked'],
  [4003, 'cut-off', 'session_too_slow'],
  [1012, 'cut-off', 'shutting_down'],
] as const)('close code %i leaves it %s', async (closeCode, state, code) => {
  const started = await online();
  hub.sessions[0]?.close(closeCode);
  await until(() => expect(started.status.state).toBe(state));
  expect(started.status.message).toContain(errorCatalogue[code].message);
});

test.each([
  ['no JSON', '{'],
  ['a known frame of a wrong form', '{"type":"live","seq":"seven"}'],
])('%s ends the session with the reason', async (_name, frame) => {
  const started = await online();
  hub.send(frame);
  await until(() => expect(started.status.state).toBe('cut-off'));
  expect(started.status.message).toMatch(/does not understand/);
});

test('a binary frame ends the session', async () => {
  const started = await online();
  hub.sessions[0]?.send(Buffer.from('{"type":"live","seq":7}'), { binary: true });
  await until(() => expect(started.status.state).toBe('cut-off'));
});

test('frames and events of a newer hub are let pass', async () => {
  const started = await online();
  hub.send('{"type":"horn","tune":3}', '{"type":"event","event":{"seq":8,"type":"moon.rose"}}');
  await until(() =>
    expect(received.at(-1)).toEqual({ type: 'event', event: { type: 'withheld', seq: 8 } }),
  );
  expect(started.status.state).toBe('online');
});

test('a gap brings it back with the cursor', async () => {
  const started = await online();
  answer = 'reconnect';
  since = 9;
  hub.send({ type: 'event', event: { seq: 11, type: 'withheld' } });
  await until(() => expect(started.status.state).toBe('cut-off'));
  answer = 'ok';
  clock.advance(250);
  await until(() => expect(started.status.state).toBe('online'));
  expect(hub.frames.filter(({ type }) => type === 'hello').at(-1)).toMatchObject({ since: 9 });
});

test('a file of authorities that cannot be used is told, and asked for again', async () => {
  const route = () => Promise.reject(new TocsinError('hub_untrusted', '(/x cannot be read)'));
  const started = start({ route });
  await until(() => expect(started.status.state).toBe('cut-off'));
  expect(started.status.message).toMatch(/not trusted \(\/x cannot be read\)\./);
});

test('after its end it stays ended', async () => {
  const started = await online();
  started.stop();
  clock.advance(60_000);
  expect(hub.upgrades).toHaveLength(1);
  expect(started.send({ type: 'ping', id: 'x' })).toBe(false);
});
