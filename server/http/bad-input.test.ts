import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../protocol/limits.ts';
import { startHub } from './hub-under-test.ts';
import type { HubUnderTest } from './hub-under-test.ts';

let hub: HubUnderTest;
let port: number;
const keys: Record<string, string> = {};
const addresses = (key: string) => ({
  alertmanager: `/ingest/${key}/alertmanager`,
  prometheus: `/ingest/${key}/api/v2/alerts`,
  pagerduty: `/ingest/${key}/v2/enqueue`,
  generic: `/ingest/${key}/generic`,
});
const senders = ['alertmanager', 'prometheus', 'pagerduty', 'generic'] as const;
type Sender = (typeof senders)[number];
const addressOf = (sender: Sender) => addresses(keys[sender] ?? '')[sender];

beforeAll(async () => {
  hub = await startHub(undefined, { requestTimeoutMs: 400 });
  for (const sender of senders) keys[sender] = await hub.createKey(sender);
  // As the gateway does: without a listener, Node takes every upgrade for a plain request.
  hub.app.server.on('upgrade', (_request, socket) => socket.destroy());
  port = await hub.listen();
});
afterAll(() => hub.close());

/** The hub goes on, whatever a test has sent. */
afterEach(async () => {
  const answer = await hub.post(addressOf('generic'), { key: 'still here' });
  expect(answer.status).toBe(200);
});

describe.each(senders)('%s', (sender) => {
  it.each([
    ['nothing', ''],
    ['no JSON', 'hello'],
    ['half of it', '{"alerts":['],
    ['two documents', '{}{}'],
    ['a trailing comma', '[1,]'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['UTF-16', Buffer.from('\uFEFF{}', 'utf16le')],
    ['binary', Buffer.from([0, 1, 2, 3, 255])],
    ['gzip', Buffer.from([0x1f, 0x8b, 8, 0])],
  ])('refuses %s', async (_, body) => {
    const answer = await hub.post(addressOf(sender), body);
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({
      error: { code: 'body_malformed', retryable: false },
      requestId: expect.any(String),
    });
  });

  it.each([['null'], ['true'], ['5'], ['"text"'], ['[null]'], ['[[]]'], ['{"alerts":{}}']])(
    'refuses %s, which has another form',
    async (body) => {
      const answer = await hub.post(addressOf(sender), body);
      expect(answer.status).toBe(400);
      expect(answer.json).toMatchObject({ error: { code: 'body_invalid' } });
    },
  );

  it('answers any JSON without a fault of its own', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 4 }), async (body) => {
        const { status } = await hub.post(addressOf(sender), body);
        expect([200, 202, 400]).toContain(status);
      }),
      { numRuns: 150 },
    );
  });

  it('answers any bytes without a fault of its own', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const { status } = await hub.post(addressOf(sender), Buffer.from(bytes));
        expect([200, 202, 400]).toContain(status);
      }),
      { numRuns: 50 },
    );
  });

  it('survives a body nested half a million deep', async () => {
    const deep = `${'['.repeat(500_000)}${']'.repeat(500_000)}`;
    expect((await hub.post(addressOf(sender), deep)).status).not.toBe(500);
    const labels = `{"labels":{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}}`;
    const body = {
      generic: `{"key":"k",${labels.slice(1)}`,
      alertmanager: `{"alerts":[${labels}]}`,
    };
    const answer = await hub.post(addressOf(sender), body[sender as 'generic'] ?? `[${labels}]`);
    expect(answer.status).toBe(400);
  });

  it('does not let a body change the hub’s own objects', async () => {
    const poison = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}';
    await hub.post(addressOf(sender), `${poison},"key":"k","labels":${poison}}}`);
    await hub.post(addressOf(sender), `[{"labels":${poison},"a":"b"}}]`);
    await hub.post(addressOf(sender), `{"alerts":[{"labels":${poison},"a":"b"}}]}`);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each(['with its length', 'in chunks'])('refuses a body of 2 MB, sent %s', async (how) => {
    const big = JSON.stringify({ key: 'x'.repeat(2 * 1024 * 1024) });
    const length =
      how === 'in chunks' ? 'transfer-encoding: chunked' : `content-length: ${big.length}`;
    const chunk = how === 'in chunks' ? `${big.length.toString(16)}\r\n${big}\r\n0\r\n\r\n` : big;
    const answer = await talk(
      `POST ${addressOf(sender)} HTTP/1.1\r\nhost: h\r\n` +
        `content-type: application/json\r\n${length}\r\n\r\n${chunk}`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('"code":"body_too_large"');
  });
});

describe('the limit of PagerDuty', () => {
  const event = (length: number) => {
    const payload = { summary: 's', source: 's', severity: 'info', custom_details: { a: '' } };
    const body = { event_action: 'trigger', dedup_key: 'big', payload };
    payload.custom_details.a = 'x'.repeat(length - JSON.stringify(body).length);
    return JSON.stringify(body);
  };

  it('is half a megabyte', async () => {
    const { pagerdutyEventBytes } = limits;
    expect((await hub.post(addressOf('pagerduty'), event(pagerdutyEventBytes))).status).toBe(202);
    const answer = await hub.post(addressOf('pagerduty'), event(pagerdutyEventBytes + 1));
    expect(answer.status).toBe(413);
    expect(answer.json).toMatchObject({
      status: 'invalid event',
      error: { code: 'body_too_large' },
    });
  });
});

describe('too many alerts at once', () => {
  it('are refused', async () => {
    const alerts = Array.from({ length: limits.alertsPerRequest + 1 }, (_, key) => ({ key }));
    const answer = await hub.post(addressOf('generic'), alerts);
    expect(answer.status).toBe(413);
    expect(answer.json).toMatchObject({ error: { code: 'body_too_large' } });
  });
});

describe('keys', () => {
  it.each([
    ['/ingest/alertmanager', {}, 401, 'key_missing'],
    ['/ingest/generic', { authorization: 'Digest abc' }, 401, 'key_missing'],
    ['/ingest/generic', { authorization: 'Bearer ' }, 401, 'key_missing'],
    ['/ingest/generic', { authorization: `Basic ${btoa(':')}` }, 401, 'key_missing'],
    ['/ingest/generic', { authorization: 'Bearer nobody' }, 401, 'key_unknown'],
    ['/ingest/nobody/alertmanager', {}, 401, 'key_unknown'],
    [`/ingest/${'0'.repeat(32)}/api/v2/alerts`, {}, 401, 'key_unknown'],
  ])('%s %j: %i %s', async (url, headers, status, code) => {
    const answer = await hub.post(url, {}, { headers });
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({ error: { code, remedy: expect.any(String) } });
    expect(answer.headers['www-authenticate']).toContain('Bearer');
  });

  it('that were revoked are refused as such', async () => {
    const created = await hub.desk.admin({
      type: 'key.create',
      name: 'gone',
      sender: 'generic',
      service: null,
      mapping: null,
    });
    await hub.desk.admin({ type: 'key.revoke', nameOrId: 'gone' });
    const answer = await hub.post(`/ingest/${created.key}/generic`, { key: 'k' });
    expect(answer.status).toBe(403);
    expect(answer.json).toMatchObject({ error: { code: 'key_revoked' } });
  });

  it('of another kind of sender are refused as such', async () => {
    const answer = await hub.post(`/ingest/${keys['generic']}/alertmanager`, { alerts: [] });
    expect(answer.status).toBe(403);
    expect(answer.json).toMatchObject({ error: { code: 'key_wrong_sender' } });
  });

  it.each([
    [{}, 'key_missing', "'routing_key' is missing or blank"],
    [{ routing_key: 'nobody' }, 'key_unknown', 'Invalid routing key'],
    [{ routing_key: 5 }, 'key_missing', "'routing_key' is missing or blank"],
  ])('PagerDuty’s clients are told in their words: %j', async (event, code, words) => {
    const answer = await hub.post('/v2/enqueue', { event_action: 'trigger', ...event });
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({
      status: 'invalid event',
      message: 'Event object is invalid',
      errors: [words],
      error: { code },
    });
  });
});

describe('addresses', () => {
  it.each([
    '/',
    '/ingest',
    '/ingest/x',
    '/ingest/x/nagios',
    '/v2/change',
    '/api',
    '/x'.repeat(500),
  ])('unknown: %s', async (url) => {
    for (const method of ['GET', 'POST'] as const) {
      const answer = await hub.post(url, {}, { method });
      expect(answer.status).toBe(404);
      expect(answer.json).toMatchObject({ error: { code: 'path_unknown' } });
    }
  });

  it('that are no addresses', async () => {
    const answer = await hub.post('/ingest/%zz/generic', {});
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ error: { code: 'request_malformed' } });
  });
});

describe('connections', () => {
  it.each([
    ['headers that never end', 'POST / HTTP/1.1\r\nhost: h\r\nx-slow: '],
    [
      'a body that never ends',
      () => `POST ${addressOf('generic')} HTTP/1.1\r\nhost: h\r\ncontent-length: 100\r\n\r\n{`,
    ],
    [
      'chunks that never end',
      () =>
        `POST ${addressOf('pagerduty')} HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"a":`,
    ],
  ])('with %s are answered and cut off', async (_, start) => {
    const answer = await talk(typeof start === 'string' ? start : start());
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('"code":"request_timeout"');
    expect(answer).toContain('"requestId"');
  });

  it('with a drop every now and then do not last longer', async () => {
    const startedAt = performance.now();
    const answer = await talk('POST / HTTP/1.1\r\nhost: h\r\n', 'x-drop: 1\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });

  it('with huge headers are refused', async () => {
    const answer = await talk(`GET / HTTP/1.1\r\nhost: h\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(answer).toContain('"code":"headers_too_large"');
  });

  it.each(['\u0016\u0003\u0001\u0002 hello', 'HELLO\r\n\r\n', 'GET / SPDY/9\r\n\r\n'])(
    'that do not speak HTTP are refused: %j',
    async (start) => {
      const answer = await talk(start);
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer).toContain('"code":"request_malformed"');
    },
  );

  it('that are dropped half-way leave nothing behind', async () => {
    const before = hub.desk.head();
    const socket = connect(port, '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write(
      `POST ${addressOf('generic')} HTTP/1.1\r\nhost: h\r\ncontent-length: 100\r\n\r\n{"key"`,
    );
    socket.destroy();
    expect((await hub.post('/healthz', '', { method: 'GET' })).status).toBe(200);
    expect(hub.desk.head()).toBe(before);
  });

  it('knows no address with a part that is far too long', async () => {
    const answer = await hub.post(`/ingest/${'k'.repeat(5_000)}/generic`, { key: 'a' });
    expect(answer).toMatchObject({ status: 404, json: { error: { code: 'path_unknown' } } });
  });

  it.each(['h2c', 'h2c, foo', 'TLS/1.0'])(
    'takes an alert that comes with an offer to upgrade to %s',
    async (protocol) => {
      const body = JSON.stringify({ key: `offered with ${protocol}` });
      const head = [
        `POST ${addressOf('generic')} HTTP/1.1`,
        'host: h',
        'connection: Upgrade, HTTP2-Settings, close',
        `upgrade: ${protocol}`,
        'http2-settings: AAMAAABkAARAAAAAAAIAAAAA',
        `content-length: ${body.length}`,
      ];
      const answer = await talk(`${head.join('\r\n')}\r\n\r\n${body}`);
      expect(answer).toMatch(/^HTTP\/1\.1 200 .*"(opened|joined)":1/s);
    },
  );
});

/** Sends raw bytes, then perhaps a drip for ever, and gives all that comes back until the end. */
function talk(start: string, drip?: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(start, 'latin1'));
    const timer = drip === undefined ? undefined : setInterval(() => socket.write(drip), 50);
    let answer = '';
    socket.on('data', (bytes) => (answer += bytes.toString()));
    // The hub may hang up while the rest is still being sent; what it said before counts.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(timer);
      resolve(answer);
    });
  });
}
