import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { ask } from './ask.ts';
import type { OutboundRequest } from './ask.ts';
import { Automation } from './testing/automation.ts';

const patient = new AbortController().signal;

function get(url: string, change: Partial<OutboundRequest> = {}): ReturnType<typeof ask> {
  return ask({
    ...{ url, method: 'GET', timeoutMs: 10_000, maxBytes: 1_000 },
    ...{ allowPrivateAddresses: true, signal: patient, ...change },
  });
}

function* repeat(part: Buffer): Generator<Buffer> {
  for (;;) yield part;
}

test('sends what it is given and nothing of its own but its name', async () => {
  const automation = await Automation.start((response) => response.end('done'));
  const sending = { method: 'PUT' as const, body: '{"a":"ä"}', headers: { 'x-a': 'b' } };
  const answer = await get(`${automation.url}/run?x=1`, sending);
  expect(answer).toMatchObject({ status: 200, isCut: false });
  expect(answer.body.toString()).toBe('done');
  expect(automation.calls).toEqual([
    {
      ...{ method: 'PUT', path: '/run?x=1', body: '{"a":"ä"}' },
      headers: {
        ...{ 'user-agent': 'tocsin', 'accept-encoding': 'identity', 'x-a': 'b' },
        ...{ 'content-length': '10', connection: 'close', host: new URL(automation.url).host },
      },
    },
  ]);
});

test('an answer without end is cut, and the rest is not fetched', async () => {
  const megabyte = Buffer.alloc(1024 * 1024, 'x');
  const closed = Promise.withResolvers<void>();
  const automation = await Automation.start((response) => {
    response.on('close', closed.resolve);
    Readable.from(repeat(megabyte)).pipe(response);
  });
  const answer = await get(automation.url);
  expect(answer).toMatchObject({ status: 200, isCut: true });
  expect(answer.body).toHaveLength(1_000);
  await closed.promise;
});

test('an answer of the largest size is whole', async () => {
  const automation = await Automation.start((response) => response.end('x'.repeat(1_000)));
  const answer = await get(automation.url);
  expect(answer).toMatchObject({ isCut: false });
  expect(answer.body).toHaveLength(1_000);
});

test.each<[string, Parameters<typeof Automation.start>[0]]>([
  ['hangs', () => undefined],
  [
    'drips',
    (response) => {
      const timer = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(timer));
    },
  ],
])('what %s is left when the time is over', async (_name, reply) => {
  const automation = await Automation.start(reply);
  await expect(get(automation.url, { timeoutMs: 200 })).rejects.toMatchObject({
    kind: 'too_slow',
    message: `${new URL(automation.url).host} did not answer in full within 0.2 s.`,
  });
});

test('whoever asked can end it, and gets the reason', async () => {
  const stop = new AbortController();
  const reason = new Error('enough');
  const automation = await Automation.start(() => stop.abort(reason));
  await expect(get(automation.url, { signal: stop.signal })).rejects.toBe(reason);
});

test.each([
  ['http://127.0.0.1:PORT/'],
  ['http://2130706433:PORT/'],
  ['http://0x7f.1:PORT/'],
  ['http://0177.0.0.01:PORT/'],
  ['http://[::ffff:127.0.0.1]:PORT/'],
  ['http://localhost:PORT/'],
])('%s leads inside and is not called unless that is allowed', async (pattern) => {
  const automation = await Automation.start((response) => response.end());
  const url = pattern.replace('PORT', new URL(automation.url).port);
  const forbidden = { kind: 'address_forbidden' };
  await expect(get(url, { allowPrivateAddresses: false })).rejects.toMatchObject(forbidden);
  expect(automation.calls).toEqual([]);
});

test.each(['http://169.254.169.254/latest/', 'http://[fe80::1]/', 'http://0.0.0.0/'])(
  '%s is never called',
  async (url) => {
    await expect(get(url)).rejects.toMatchObject({ kind: 'address_forbidden' });
  },
);

test('a name that leads inside and outside is refused', async () => {
  const resolve = () =>
    Promise.resolve([
      { address: '93.184.215.14', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ]);
  const asked = get('http://tricky.example/', { allowPrivateAddresses: false, resolve });
  await expect(asked).rejects.toMatchObject({
    kind: 'address_forbidden',
    message:
      'tricky.example is at 10.0.0.1, in a private network, which the configuration does not allow.',
  });
});

test('a name is looked up once: what it means later changes nothing', async () => {
  const automation = await Automation.start((response) => response.end('once'));
  let count = 0;
  const resolve = () => {
    count += 1;
    return Promise.resolve([{ address: count === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }]);
  };
  const { port } = new URL(automation.url);
  const { body } = await get(`http://rebinding.example:${port}/`, { resolve });
  expect(body.toString()).toBe('once');
  expect(count).toBe(1);
});

test('a host that is not known is told', async () => {
  const asked = get('http://nowhere.invalid/', { timeoutMs: 30_000 });
  await expect(asked).rejects.toMatchObject({ kind: 'host_unknown' });
});

test('a port where nobody listens is told', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  await expect(get(`http://127.0.0.1:${port}/`)).rejects.toMatchObject({
    kind: 'unreachable',
    message: `127.0.0.1:${port} cannot be reached (ECONNREFUSED).`,
  });
});

test('a certificate that nobody trusts is refused', async () => {
  const automation = await Automation.start((response) => response.end(), { isTls: true });
  await expect(get(automation.url)).rejects.toMatchObject({
    kind: 'untrusted',
    message: `No trusted connection with ${new URL(automation.url).host} (DEPTH_ZERO_SELF_SIGNED_CERT).`,
  });
  expect(automation.calls).toEqual([]);
});

test('a connection that is cut off is told', async () => {
  const automation = await Automation.start((response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half', () => response.destroy());
  });
  await expect(get(automation.url)).rejects.toMatchObject({ kind: 'broken' });
});

test('a redirect within the host is followed, with what was sent', async () => {
  const automation = await Automation.start((response, { path }) => {
    if (path === '/end') response.end('here');
    else response.writeHead(307, { location: '/end' }).end();
  });
  const { body } = await get(`${automation.url}/start`, { method: 'POST', body: 'x' });
  expect(body.toString()).toBe('here');
  expect(automation.calls.map(({ method, body: sent }) => [method, sent])).toEqual([
    ['POST', 'x'],
    ['POST', 'x'],
  ]);
});

test('what is sent is not turned into a question by a redirect', async () => {
  const automation = await Automation.start((response) =>
    response.writeHead(302, { location: '/end' }).end('see there'),
  );
  expect(await get(automation.url, { method: 'POST', body: 'x' })).toMatchObject({ status: 302 });
  expect(automation.calls).toHaveLength(1);
});

test.each([
  'http://169.254.169.254/latest/meta-data/',
  'http://localhost:1/',
  'https://127.0.0.1/',
  '//example.com/',
  'file:///etc/passwd',
  'http://[',
])('a redirect to %s is not followed', async (location) => {
  const automation = await Automation.start((response) =>
    response.writeHead(302, { location }).end(),
  );
  await expect(get(automation.url)).rejects.toMatchObject({ kind: 'redirect_forbidden' });
});

test('a circle of redirects is left after three', async () => {
  const automation = await Automation.start((response) =>
    response.writeHead(302, { location: '/again' }).end(),
  );
  await expect(get(automation.url)).rejects.toMatchObject({ kind: 'redirect_forbidden' });
  expect(automation.calls).toHaveLength(4);
});
