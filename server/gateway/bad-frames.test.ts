import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { errorCatalogue } from '../protocol/errors.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { TestDevice } from './test-device.ts';
import { TestHub } from './test-hub.ts';

let hub: TestHub;
let token: string;
let device: TestDevice;

beforeAll(async () => {
  hub = await TestHub.start({ limits: { commandBurst: 5, commandsPerSecond: 1 } });
  token = (await hub.enrol()).deviceToken;
});
afterAll(() => hub.stop());
beforeEach(async () => {
  device = await hub.connect(token);
});

/** The session is told why, then closed with the code of the catalogue. */
async function expectEnd(code: ErrorCode): Promise<void> {
  expect((await device.next('error')).error).toMatchObject({ code });
  expect(await device.closed()).toEqual({ code: errorCatalogue[code].closeCode, reason: code });
}

/** The hub goes on: the same device gets a session and is live. */
async function expectHubGoesOn(): Promise<void> {
  (await hub.join(token)).drop();
}

const client = { version: '0', platform: 'x' };
const hello = { type: 'hello', since: null, hubId: null, epoch: null, client };
const ping = { type: 'ping', id: '1' };

test.each<[string, ErrorCode, unknown]>([
  ['a frame before hello', 'hello_expected', ping],
  [
    'a command before hello',
    'hello_expected',
    {
      type: 'command',
      id: '0198f2c4-9d3e-7a41-b1c6-5f0e8d7c6b5a',
      command: { type: 'incident.resolve', incidentId: 'x' },
    },
  ],
  ['an unknown frame before hello', 'hello_expected', { type: 'semaphore' }],
  ['a malformed hello', 'frame_malformed', { ...hello, since: 'x' }],
  ['no JSON at all', 'frame_malformed', 'hello'],
])('%s ends the session with %s', async (_name, code, frame) => {
  device.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  await expectEnd(code);
  await expectHubGoesOn();
});

test.each<[string, ErrorCode, (one: TestDevice) => void]>([
  ['a second hello', 'hello_expected', (one) => one.hello(null, null)],
  ['a binary frame', 'frame_binary', (one) => one.socket.send(Buffer.from([1, 2, 3]))],
  ['an empty binary frame', 'frame_binary', (one) => one.socket.send(Buffer.alloc(0))],
  ['text that is no JSON', 'frame_malformed', (one) => one.socket.send('{')],
  ['JSON of another form', 'frame_malformed', (one) => one.socket.send('{"type":"ping"}')],
  ['a frame beyond 64 KiB', 'frame_too_large', (one) => one.socket.send('x'.repeat(64 * 1024 + 1))],
  [
    'text that is no UTF-8',
    'frame_malformed',
    (one) => one.socket.send(Buffer.from([0xff, 0xfe]), { binary: false }),
  ],
  [
    'a fragment beyond 64 KiB',
    'frame_too_large',
    (one) => {
      one.socket.send('x'.repeat(40_000), { fin: false });
      one.socket.send('x'.repeat(40_000), { fin: true });
    },
  ],
  [
    'a frame in too many pieces',
    'frame_too_large',
    (one) => {
      for (let piece = 0; piece < 100; piece += 1) one.socket.send('x', { fin: false });
    },
  ],
  [
    'compression that was not agreed on',
    'frame_malformed',
    (one) => one.raw.write(Buffer.from([0xc1, 0x80, 0, 0, 0, 0])),
  ],
  [
    'a frame that is not masked',
    'frame_malformed',
    (one) => one.raw.write(Buffer.from([0x81, 0x01, 0x41])),
  ],
  [
    'an unknown opcode',
    'frame_malformed',
    (one) => one.raw.write(Buffer.from([0x83, 0x80, 0, 0, 0, 0])),
  ],
])('%s ends a live session with %s', async (_name, code, misbehave) => {
  device.hello(null, null);
  await device.next('live');
  misbehave(device);
  await expectEnd(code);
  await expectHubGoesOn();
});

test('the largest frame that is allowed is read', async () => {
  device.hello(null, null);
  await device.next('live');
  const frame = JSON.stringify({ ...ping, more: '' });
  device.socket.send(JSON.stringify({ ...ping, more: 'x'.repeat(64 * 1024 - frame.length) }));
  expect((await device.next('pong')).re).toBe('1');
});

test('types that the hub does not know are told, and the session goes on', async () => {
  device.hello(null, null);
  device.socket.send('{"type":"semaphore"}');
  expect((await device.next('error')).error).toMatchObject({ code: 'frame_type_unknown' });
  device.socket.send('{"type":"report","report":{"type":"battery"}}');
  expect((await device.next('error')).error).toMatchObject({ code: 'frame_type_unknown' });
  const id = '0198f2c4-9d3e-7a41-b1c6-5f0e8d7c6b5a';
  device.socket.send(
    JSON.stringify({ type: 'command', id, command: { type: 'incident.postpone' } }),
  );
  expect(await device.next('reply')).toMatchObject({
    re: id,
    answer: { ok: false, error: { code: 'frame_type_unknown' } },
  });
  device.send({ type: 'ping', id: 'x' });
  await device.next('pong');
});

test('requests beyond the rate are refused one by one, and the session goes on', async () => {
  device.hello(null, null);
  await device.next('live');
  const id = '0198f2c4-9d3e-7a41-b1c6-5f0e8d7c6b5a';
  for (let count = 0; count < 5; count += 1) device.send({ type: 'ping', id: String(count) });
  device.send({ type: 'command', id, command: { type: 'incident.resolve', incidentId: 'x' } });
  device.send({ type: 'ping', id: 'one too many' });
  expect(await device.next('reply')).toMatchObject({
    re: id,
    answer: { ok: false, error: { code: 'rate_limited', retryable: true } },
  });
  expect((await device.next('error')).error).toMatchObject({ code: 'rate_limited' });
  expect(device.frames.filter((frame) => frame.type === 'pong')).toHaveLength(5);
});
