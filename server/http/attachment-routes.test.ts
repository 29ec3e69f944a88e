import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { request as requestHttp } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import sharp from 'sharp';
import { StoredAttachment } from '../protocol/attachment.ts';
import { limits } from '../protocol/limits.ts';
import { startHub } from './hub-under-test.ts';
import type { HubUnderTest } from './hub-under-test.ts';

let hub: HubUnderTest;
let port: number;
let token: string;

beforeEach(async () => {
  hub = await startHub(undefined, { requestTimeoutMs: 400 });
  port = await hub.listen();
  const { code } = await hub.desk.admin({
    type: 'invite.create',
    personName: 'Raj',
    side: 'sre',
  });
  const joined = await hub.desk.join({ code, deviceName: 'laptop', platform: 'linux' });
  token = joined.deviceToken;
});
afterEach(() => hub.close());

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

interface Sent {
  status: number;
  headers: Record<string, unknown>;
  bytes: Buffer;
  json: unknown;
}

function begin(method: string, path: string, headers: Record<string, string | number> = {}) {
  const authorization = `Bearer ${token}`;
  // Without keeping connections: the hub hangs up after its answer, which must not be lost.
  return requestHttp({ port, method, path, agent: false, headers: { authorization, ...headers } });
}

async function answerTo(sending: ClientRequest): Promise<Sent> {
  const [response] = (await once(sending, 'response')) as [IncomingMessage];
  const bytes = await buffer(response);
  const { statusCode: status = 0, headers } = response;
  const isJson = headers['content-type']?.startsWith('application/json');
  return { status, headers, bytes, json: isJson ? JSON.parse(bytes.toString()) : undefined };
}

function send(method: string, path: string, body?: Uint8Array, headers = {}): Promise<Sent> {
  const sending = begin(method, path, { 'content-length': body?.length ?? 0, ...headers });
  const answer = answerTo(sending);
  sending.end(body);
  return answer;
}
const upload = (body: Uint8Array, query = '', headers = {}) =>
  send('POST', `/api/attachments${query}`, body, headers);
const get = (hash: string, part = '') => send('GET', `/api/attachments/${hash}${part}`);
const codeOf = ({ json }: Sent) => (json as { error?: { code: string } }).error?.code;

describe('an upload', () => {
  test('of text is described, served as it was and never shown by a browser', async () => {
    const bytes = Buffer.from('<html><script>alert(1)</script>\nsecond line\n');
    const sent = await upload(bytes, `?hash=${sha256(bytes)}`, { 'content-type': 'text/html' });
    expect(sent.status).toBe(201);
    expect(StoredAttachment.parse(sent.json)).toEqual({
      hash: sha256(bytes),
      mediaType: 'text/plain',
      sizeBytes: bytes.length,
      image: null,
      text: { lineCount: 2, preview: bytes.toString() },
    });
    const served = await get(sha256(bytes));
    expect(served.bytes).toEqual(bytes);
    expect(served.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-length': String(bytes.length),
      'content-disposition': 'attachment',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=31536000, immutable',
    });
    expect(codeOf(await get(sha256(bytes), '/thumbnail'))).toBe('attachment_unknown');
  });

  test('of an image is drawn anew, and has a thumbnail', async () => {
    const png = await sharp({ create: { width: 900, height: 300, channels: 3, background: 'red' } })
      .withExif({ IFD0: { Copyright: 'secret place' } })
      .png()
      .toBuffer();
    const evil = Buffer.concat([png, Buffer.from('<script>alert(1)</script>')]);
    const { json } = await upload(evil);
    const stored = StoredAttachment.parse(json);
    const image = { width: 900, height: 300 };
    expect(stored).toMatchObject({ hash: sha256(evil), mediaType: 'image/png', image, text: null });
    const served = await get(stored.hash);
    expect(served.headers['content-type']).toBe('image/png');
    expect(served.bytes).toHaveLength(stored.sizeBytes);
    expect(served.bytes.includes('script')).toBe(false);
    expect(served.bytes.includes('secret')).toBe(false);
    const thumbnail = await get(stored.hash, '/thumbnail');
    expect(thumbnail.headers['content-type']).toBe('image/webp');
    expect(await sharp(thumbnail.bytes).metadata()).toMatchObject({ width: 480, height: 160 });
  });

  test('of anything else is bytes, whatever it is called', async () => {
    const zip = Buffer.from('PK\x03\x04\0\0');
    const { json } = await upload(zip, '', { 'content-type': 'image/svg+xml' });
    expect(json).toMatchObject({ mediaType: 'application/octet-stream', image: null, text: null });
    const served = await get(sha256(zip));
    expect(served.headers['content-type']).toBe('application/octet-stream');
  });

  test('of the same bytes again changes nothing, also at the same time', async () => {
    const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    const sent = await Promise.all([upload(bytes), upload(bytes), upload(bytes)]);
    const again = await upload(bytes);
    expect(again.status).toBe(200);
    for (const { json } of sent) expect(json).toEqual(again.json);
    const events = await hub.desk.readEvents(0, 100);
    expect(events.filter(({ type }) => type === 'withheld').length).toBeGreaterThan(0);
    const head = hub.desk.head();
    await upload(bytes);
    expect(hub.desk.head()).toBe(head);
  });

  test('without a length is taken', async () => {
    const sending = begin('POST', '/api/attachments');
    const answer = answerTo(sending);
    sending.write('one ');
    sending.end('two');
    expect((await answer).json).toMatchObject({ sizeBytes: 7, text: { preview: 'one two' } });
  });

  test('of as many bytes as are allowed is taken', async () => {
    const bytes = randomBytes(limits.attachmentBytes);
    expect((await upload(bytes)).json).toMatchObject({ sizeBytes: limits.attachmentBytes });
    expect((await get(sha256(bytes))).bytes.equals(bytes)).toBe(true);
  });

  test('that takes longer than other requests may is taken while it moves on', async () => {
    const sending = begin('POST', '/api/attachments', { 'content-length': 60_000 });
    const answer = answerTo(sending);
    for (let count = 0; count < 6; count += 1) {
      await setTimeout(120);
      sending.write(Buffer.alloc(10_000, 'a'));
    }
    sending.end();
    expect((await answer).status).toBe(201);
  });
});

describe('refused is', () => {
  test('who shows no token, or a wrong one, before the bytes are read', async () => {
    const none = await send('POST', '/api/attachments', Buffer.alloc(9), { authorization: '' });
    expect(codeOf(none)).toBe('device_token_missing');
    const wrong = { authorization: 'Bearer nonsense' };
    expect(codeOf(await upload(Buffer.alloc(9), '', wrong))).toBe('device_token_wrong');
    expect(codeOf(await send('GET', `/api/attachments/${'0'.repeat(64)}`, undefined, wrong))).toBe(
      'device_token_wrong',
    );
  });

  test('what is too large, and its sender hears it after saying all', async () => {
    const answer = await upload(Buffer.alloc(limits.attachmentBytes + 1_000_000));
    expect([answer.status, codeOf(answer)]).toEqual([413, 'attachment_too_large']);
  });

  test('what turns out too large on the way', async () => {
    const sending = begin('POST', '/api/attachments');
    const answer = answerTo(sending);
    sending.end(Buffer.alloc(limits.attachmentBytes + 1));
    expect(codeOf(await answer)).toBe('attachment_too_large');
  });

  test('who does not stop', async () => {
    const socket = connect(port, '127.0.0.1');
    const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
    socket.on('error', () => undefined);
    let answer = '';
    socket.on('data', (chunk) => (answer += String(chunk)));
    const head = `POST /api/attachments HTTP/1.1\r\nhost: h\r\nauthorization: Bearer ${token}\r\n`;
    socket.write(`${head}transfer-encoding: chunked\r\n\r\n`);
    const size = 1_000_000;
    const chunk = Buffer.from(`${size.toString(16)}\r\n${'x'.repeat(size)}\r\n`);
    const pour = (): void => {
      while (!socket.destroyed && socket.write(chunk));
      if (!socket.destroyed) socket.once('drain', pour);
    };
    pour();
    await closed;
    expect(socket.bytesWritten).toBeLessThan(4 * limits.attachmentBytes);
    expect(answer === '' || answer.includes('attachment_too_large')).toBe(true);
  });

  test('at once what is announced far too large', async () => {
    const sending = begin('POST', '/api/attachments', { 'content-length': 999_999_999 });
    sending.on('error', () => undefined);
    const answer = answerTo(sending);
    sending.flushHeaders();
    expect(codeOf(await answer)).toBe('attachment_too_large');
    sending.destroy();
  });

  test('what is empty', async () => {
    expect(codeOf(await upload(Buffer.alloc(0)))).toBe('attachment_empty');
  });

  test('what arrived changed', async () => {
    const answer = await upload(Buffer.from('hello'), `?hash=${sha256(Buffer.from('hallo'))}`);
    expect(codeOf(answer)).toBe('attachment_damaged');
    expect(await hub.desk.findAttachment(sha256(Buffer.from('hello')))).toBeNull();
  });

  test('a hash that is none', async () => {
    expect(codeOf(await upload(Buffer.from('x'), '?hash=../../etc/passwd'))).toBe('query_invalid');
    expect(codeOf(await get('..%2f..%2fjournal.db'))).toBe('attachment_unknown');
    expect(codeOf(await get('F'.repeat(64)))).toBe('attachment_unknown');
    expect(codeOf(await get('f'.repeat(64)))).toBe('attachment_unknown');
  });

  test('another method', async () => {
    expect(codeOf(await send('DELETE', '/api/attachments'))).toBe('method_not_allowed');
    expect(codeOf(await send('PUT', `/api/attachments/${'a'.repeat(64)}`))).toBe(
      'method_not_allowed',
    );
  });

  test('who only drips', async () => {
    const socket = connect(port, '127.0.0.1');
    const head = `POST /api/attachments HTTP/1.1\r\nhost: h\r\nauthorization: Bearer ${token}\r\n`;
    socket.write(`${head}content-length: 1000\r\n\r\nx`);
    const answer = await buffer(socket);
    expect(answer.toString()).toContain('request_timeout');
  });
});

test('an upload that is cut leaves nothing, and the same bytes can come again', async () => {
  const bytes = randomBytes(100_000);
  const sending = begin('POST', '/api/attachments', { 'content-length': bytes.length });
  sending.on('error', () => undefined);
  await new Promise((resolve) => sending.write(bytes.subarray(0, 50_000), resolve));
  sending.destroy();
  expect((await upload(bytes, `?hash=${sha256(bytes)}`)).status).toBe(201);
});

test('a file that was lost can be uploaded again', async () => {
  const bytes = Buffer.from('precious');
  await upload(bytes);
  await hub.loseAttachments();
  expect(codeOf(await get(sha256(bytes)))).toBe('attachment_unknown');
  expect((await upload(bytes)).status).toBe(201);
  expect((await get(sha256(bytes))).bytes).toEqual(bytes);
});

test('HEAD tells the size', async () => {
  const bytes = Buffer.from('hello');
  await upload(bytes);
  const { headers, bytes: body } = await send('HEAD', `/api/attachments/${sha256(bytes)}`);
  expect([headers['content-length'], body.length]).toEqual(['5', 0]);
});
