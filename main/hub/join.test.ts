import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { TocsinError } from '../../server/protocol/errors.ts';
import { raj } from '../testing/factory.ts';
import { trustedAuthorities } from './certificates.ts';
import { joinHub, readInvite } from './join.ts';

const certificateFile = fileURLToPath(
  new URL('../testing/certificate/certificate.pem', import.meta.url),
);
const keyFile = fileURLToPath(new URL('../testing/certificate/key.pem', import.meta.url));
const code = '0123456789abcdef';
const device = { deviceName: 'laptop', platform: 'linux' };
const plain = { ca: undefined, agent: undefined };
const answer = { hubId: 'h1', person: raj, deviceId: 'd1', deviceToken: 'secret' };
let server: Server | null = null;

afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  if (server) await once(server, 'close');
  server = null;
});

async function serve(listener: RequestListener, isSecure = false): Promise<string> {
  const [cert, key] = [readFileSync(certificateFile), readFileSync(keyFile)];
  server = isSecure ? createSecureServer({ cert, key }, listener) : createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return `${isSecure ? 'https' : 'http'}://127.0.0.1:${port}`;
}

const answering =
  (status: number, body: unknown): RequestListener =>
  (_request, response) =>
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));

test('the invite is spent with the name of the device', async () => {
  let received = '';
  const hub = await serve((request, response) => {
    expect([request.method, request.url]).toEqual(['POST', '/api/join']);
    request.on('data', (chunk) => (received += String(chunk)));
    request.on('end', () => response.end(JSON.stringify(answer)));
  });
  expect(await joinHub({ hub, code }, device, plain)).toEqual(answer);
  expect(JSON.parse(received)).toEqual({ ...device, code });
});

test.each(['invite_unknown', 'invite_expired', 'invite_used', 'rate_limited'] as const)(
  '%s is told as the hub told it',
  async (refusal) => {
    const error = new TocsinError(refusal);
    const hub = await serve(answering(error.entry.httpStatus, { error: error.toWire() }));
    await expect(joinHub({ hub, code }, device, plain)).rejects.toMatchObject({ code: refusal });
  },
);

test.each<[string, RequestListener]>([
  ['another program', answering(200, '<html>hello</html>')],
  ['an answer with a part missing', answering(200, { ...answer, deviceToken: undefined })],
  ['an error of nobody we know', answering(418, 'teapot')],
])('%s is no hub', async (_name, listener) => {
  const hub = await serve(listener);
  const joining = joinHub({ hub, code }, device, plain);
  await expect(joining).rejects.toMatchObject({ code: 'hub_answer_invalid' });
});

test('an answer without end is not read to its end', async () => {
  const hub = await serve((_request, response) => {
    response.writeHead(200);
    const write = (): void => {
      while (!response.destroyed && response.write('x'.repeat(16_384)));
      response.once('drain', write);
    };
    write();
  });
  await expect(joinHub({ hub, code }, device, plain)).rejects.toBeInstanceOf(TocsinError);
});

test('nobody at the address is a hub out of reach', async () => {
  const joining = joinHub({ hub: 'http://127.0.0.1:9', code }, device, plain);
  await expect(joining).rejects.toMatchObject({ code: 'hub_unreachable' });
});

describe('over TLS', () => {
  test('a hub of an unknown authority is not trusted, and its answer is not read', async () => {
    const hub = await serve(answering(200, answer), true);
    const ca = await trustedAuthorities(null);
    const joining = joinHub({ hub, code }, device, { ca, agent: undefined });
    await expect(joining).rejects.toMatchObject({
      code: 'hub_untrusted',
      message: expect.stringMatching(/DEPTH_ZERO_SELF_SIGNED_CERT/),
    });
  });

  test('the file of its authority makes it trusted', async () => {
    const hub = await serve(answering(200, answer), true);
    const ca = await trustedAuthorities(certificateFile);
    expect(await joinHub({ hub, code }, device, { ca, agent: undefined })).toEqual(answer);
  });

  test('a file that is missing or holds something else is told', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tocsin-ca-'));
    const other = join(folder, 'other.pem');
    await writeFile(other, 'hello');
    await expect(trustedAuthorities(other)).rejects.toThrow(/holds no certificate/);
    await expect(trustedAuthorities(join(folder, 'none.pem'))).rejects.toThrow(/cannot be read/);
    await rm(folder, { recursive: true });
  });
});

test.each(['', 'hello', 'https://example.com/join?code=0123456789abcdef', 'tocsin://join?code=x'])(
  '"%s" is no invite',
  (text) => {
    expect(() => readInvite(text)).toThrow(TocsinError);
  },
);

test('an invite may come with the blanks of a careless copy', () => {
  const link = ` tocsin://join?hub=http%3A%2F%2F127.0.0.1%3A4949&code=${code}\n`;
  expect(readInvite(link)).toEqual({ hub: 'http://127.0.0.1:4949', code });
});
