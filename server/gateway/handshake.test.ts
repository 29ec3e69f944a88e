import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WireError } from '../protocol/commands.ts';
import { errorCatalogue } from '../protocol/errors.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import { TestHub } from './test-hub.ts';

let hub: TestHub;
let token: string;

beforeAll(async () => {
  hub = await TestHub.start();
  token = (await hub.enrol()).deviceToken;
});
afterAll(() => hub.stop());

interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: string;
}

function upgrade(headers: Record<string, string>, path = '/api/socket'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const handshake = request({
      port: hub.port,
      path,
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        'sec-websocket-protocol': 'tocsin.v1',
        authorization: `Bearer ${token}`,
        ...headers,
      },
    });
    handshake.on('response', (response) => {
      let body = '';
      response.on('data', (chunk) => (body += String(chunk)));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      });
    });
    handshake.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: '' });
    });
    handshake.on('error', reject);
    handshake.end();
  });
}

test('a device with its token is let in', async () => {
  const { status, headers } = await upgrade({});
  expect(status).toBe(101);
  expect(headers['sec-websocket-protocol']).toBe('tocsin.v1');
  expect(headers['sec-websocket-extensions']).toBeUndefined();
});

test('a client that offers several versions gets the one that the hub speaks', async () => {
  const { headers } = await upgrade({ 'sec-websocket-protocol': 'tocsin.v9, tocsin.v1' });
  expect(headers['sec-websocket-protocol']).toBe('tocsin.v1');
});

test.each<[string, ErrorCode, Record<string, string>, string?]>([
  ['no token', 'device_token_missing', { authorization: '' }],
  ['a token of another kind', 'device_token_missing', { authorization: 'Basic YTpi' }],
  ['a wrong token', 'device_token_wrong', { authorization: 'Bearer wrong' }],
  ['an endless token', 'device_token_wrong', { authorization: `Bearer ${'x'.repeat(8_000)}` }],
  ['an origin', 'origin_refused', { origin: 'https://evil.example.com' }],
  ['an opaque origin', 'origin_refused', { origin: 'null' }],
  ['another version', 'subprotocol_unsupported', { 'sec-websocket-protocol': 'tocsin.v2' }],
  ['no version', 'subprotocol_unsupported', { 'sec-websocket-protocol': '' }],
  ['another path', 'path_unknown', {}, '/api/socket/more'],
  ['a broken WebSocket key', 'upgrade_required', { 'sec-websocket-key': 'short' }],
  ['an old WebSocket version', 'upgrade_required', { 'sec-websocket-version': '7' }],
])('%s is refused with %s', async (_name, code, headers, path) => {
  const { status, body } = await upgrade(headers, path);
  expect(status).toBe(errorCatalogue[code].httpStatus);
  const { error, requestId } = JSON.parse(body);
  expect(WireError.parse(error)).toMatchObject({ code, remedy: errorCatalogue[code].remedy });
  expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
});

test('the query of the address does not matter', async () => {
  expect((await upgrade({}, '/api/socket?v=1')).status).toBe(101);
});

test('a removed device is refused', async () => {
  const { deviceId, deviceToken } = await hub.enrol();
  await hub.desk.admin({ type: 'device.revoke', deviceId });
  const { status, body } = await upgrade({ authorization: `Bearer ${deviceToken}` });
  expect(status).toBe(401);
  expect(body).toContain('device_token_wrong');
});

test('a refused client that hangs up at once harms nobody', async () => {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const handshake = request({
      port: hub.port,
      path: '/api/socket',
      headers: { connection: 'Upgrade', upgrade: 'websocket' },
    });
    handshake.on('error', () => undefined);
    handshake.end();
    handshake.once('socket', (socket) => socket.once('connect', () => socket.resetAndDestroy()));
  }
  expect((await upgrade({})).status).toBe(101);
});
