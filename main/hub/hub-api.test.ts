import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { TocsinError } from '../../server/protocol/errors.ts';
import { HubProcess } from '../testing/hub-process.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { HubApi } from './hub-api.ts';

const route = () => Promise.resolve({ ca: undefined, agent: undefined });
const Anything = z.unknown();
let server: Server | null = null;

afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  if (server) await once(server, 'close');
  server = null;
});

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const apiOf = (hub: string, clock?: ManualClock) =>
  new HubApi({ hub, token: 'secret', route, ...(clock && { clock }) });

test('asks with its token and what was to be asked, and understands the answer', async () => {
  const hub = await serve((request, response) => {
    const { method, url, headers } = request;
    response.end(JSON.stringify({ method, url, token: headers.authorization }));
  });
  const query = { after: 7, text: 'ä & ö', none: null, missing: undefined };
  expect(await apiOf(hub).getJson('/api/things', query, Anything)).toEqual({
    method: 'GET',
    url: '/api/things?after=7&text=%C3%A4+%26+%C3%B6',
    token: 'Bearer secret',
  });
});

test('bytes go up as they are, however many', async () => {
  const bytes = Buffer.alloc(3_000_001, 'tocsin ');
  const hub = await serve((request, response) => {
    void text(request).then((received) => {
      const isEqual = received === bytes.toString();
      response.writeHead(201).end(JSON.stringify([isEqual, request.headers['content-length']]));
    });
  });
  expect(await apiOf(hub).upload('/up', bytes, Anything)).toEqual([true, '3000001']);
});

test('bytes come down as they are, with their type', async () => {
  const bytes = Buffer.from([0, 255, 254, 10, 13]);
  const hub = await serve((_request, response) =>
    response.writeHead(200, { 'content-type': 'Image/PNG; q=1' }).end(bytes),
  );
  const answer = await apiOf(hub).download('/down', { limitBytes: 5 });
  expect(answer).toEqual({ bytes, mediaType: 'image/png' });
});

test.each<[string, RequestListener, string]>([
  [
    'a word of the catalogue',
    (_request, response) => {
      const error = new TocsinError('attachment_too_large');
      response.writeHead(413).end(JSON.stringify({ error: error.toWire() }));
    },
    'attachment_too_large',
  ],
  [
    'a code of a newer hub',
    (_request, response) => {
      const error = { code: 'of_tomorrow', message: '', remedy: '', retryable: false };
      response.writeHead(409).end(JSON.stringify({ error }));
    },
    'hub_answer_invalid',
  ],
  [
    'a proxy without its hub',
    (_request, response) => response.writeHead(502).end('<html>'),
    'hub_unreachable',
  ],
  [
    'a proxy that takes less',
    (_request, response) => response.writeHead(413).end('<html>'),
    'body_too_large',
  ],
  [
    'a page to log in to the network',
    (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1:9' }).end(),
    'hub_answer_invalid',
  ],
  [
    'another program',
    (_request, response) => response.end('<html>hello</html>'),
    'hub_answer_invalid',
  ],
  [
    'something of another form',
    (_request, response) => response.end('{"a":"b"}'),
    'hub_answer_invalid',
  ],
  [
    'half an answer',
    (_request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('{', () => response.destroy());
    },
    'hub_unreachable',
  ],
])('%s is understood', async (_name, listener, code) => {
  const asking = apiOf(await serve(listener)).getJson('/', {}, z.object({ a: z.number() }));
  await expect(asking).rejects.toMatchObject({ code });
});

test('an answer without end is not read to its end', async () => {
  const hub = await serve((_request, response) => {
    const write = (): void => {
      while (!response.destroyed && response.write('x'.repeat(16_384)));
      response.once('drain', write);
    };
    write();
  });
  const downloading = apiOf(hub).download('/', { limitBytes: 100_000 });
  await expect(downloading).rejects.toMatchObject({ code: 'hub_answer_invalid' });
});

test('nobody at the address is a hub out of reach', async () => {
  const asking = apiOf('http://127.0.0.1:9').getJson('/', {}, Anything);
  await expect(asking).rejects.toMatchObject({ code: 'hub_unreachable' });
});

test('an answer that comes before all was heard counts', async () => {
  const error = JSON.stringify({ error: new TocsinError('attachment_too_large').toWire() });
  const hub = await serve((request, response) => {
    request.once('data', () => {
      response.writeHead(413).end(error);
      request.resume();
    });
  });
  const uploading = apiOf(hub).upload('/', Buffer.alloc(20_000_000), Anything);
  await expect(uploading).rejects.toMatchObject({ code: 'attachment_too_large' });
});

describe('a hub that falls silent', () => {
  test('before it answers is given up', async () => {
    const clock = new ManualClock();
    const hub = await serve(() => undefined);
    const asking = apiOf(hub, clock).getJson('/', {}, Anything);
    asking.catch(() => undefined);
    if (server) await once(server, 'request');
    clock.advance(20_000);
    await expect(asking).rejects.toMatchObject({ code: 'hub_unreachable' });
    expect(clock.timerCount).toBe(0);
  });

  test('is waited for as long as anything comes', async () => {
    const clock = new ManualClock();
    const patience = new EventEmitter();
    const watched = {
      now: () => clock.now(),
      after(delayMs: number, run: () => void) {
        setImmediate(() => patience.emit('renewed'));
        return clock.after(delayMs, run);
      },
    };
    const hub = await serve((_request, response) => {
      let left = 5;
      patience.on('renewed', () => {
        clock.advance(15_000);
        if (left-- > 0) response.write('drip');
        else response.end();
      });
      response.write('drip');
    });
    const api = new HubApi({ hub, token: 'secret', route, clock: watched });
    const { bytes } = await api.download('/', { limitBytes: 1_000 });
    expect(bytes.toString()).toBe('drip'.repeat(6));
    expect(clock.timerCount).toBe(0);
  });
});

test('who asked may think better of it', async () => {
  const hub = await serve(() => undefined);
  const better = new AbortController();
  const options = { limitBytes: 1, signal: better.signal };
  const asking = apiOf(hub).download('/', options);
  asking.catch(() => undefined);
  if (server) await once(server, 'request');
  better.abort(new Error('no longer wanted'));
  await expect(asking).rejects.toThrow('no longer wanted');
  await expect(apiOf(hub).download('/', options)).rejects.toThrow('no longer wanted');
});

test('a kept connection that the hub closed is not the end', async () => {
  let count = 0;
  const hub = await serve((request, response) => {
    count += 1;
    if (count === 2) request.socket.resetAndDestroy();
    else response.end('1');
  });
  const api = apiOf(hub);
  expect(await api.getJson('/', {}, Anything)).toBe(1);
  expect(await api.getJson('/', {}, Anything)).toBe(1);
  expect(count).toBe(3);
});

describe('the real hub', () => {
  let hub: HubProcess;
  beforeAll(async () => {
    hub = await HubProcess.start();
  });
  afterAll(() => hub.stop());

  test('answers in its own words', async () => {
    const api = apiOf(hub.url);
    const Version = z.object({ status: z.string() });
    expect(await api.getJson('/healthz', {}, Version)).toMatchObject({ status: 'alive' });
    const asking = api.getJson('/api/socket', {}, Anything);
    await expect(asking).rejects.toMatchObject({ code: 'upgrade_required' });
    const nowhere = api.upload('/nowhere', Buffer.alloc(1), Anything);
    await expect(nowhere).rejects.toMatchObject({ code: 'path_unknown' });
  });
});
