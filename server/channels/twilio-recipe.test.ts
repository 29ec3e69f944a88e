import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Channels } from '../config/channels.ts';
import type { ChannelMessage, SendOutcome } from '../desk/contract.ts';
import { temporaryFolder } from '../journal/testing/temporary-folder.ts';
import { Automation } from '../outbound/testing/automation.ts';
import type { Reply } from '../outbound/testing/automation.ts';
import { send } from './send.ts';

const page = readFileSync(new URL('../../docs/channels.md', import.meta.url), 'utf8');
const [, recipe = ''] = /<!-- recipe: \S+ -->\n\n```js\n([\s\S]*?)```/.exec(page) ?? [];
const secret = 'a secret that nobody guesses';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function listens(port: number): Promise<void> {
  for (;;) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isOpen) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The bridge of the page, between a hub and what speaks as Twilio's API is documented to. */
async function startBridge(reply: Reply) {
  const twilio = await Automation.start(reply);
  const folder = temporaryFolder();
  const [script, secretFile] = [join(folder, 'twilio-bridge.mjs'), join(folder, 'secret')];
  writeFileSync(script, recipe);
  writeFileSync(secretFile, secret);
  const port = await freePort();
  const bridge = spawn(process.execPath, [script], {
    env: {
      ...{ PORT: String(port), TWILIO_URL: twilio.url, TOCSIN_SECRET: secret },
      ...{ TWILIO_SID: 'AC123', TWILIO_TOKEN: 'token', TWILIO_FROM: '+15005550006' },
    },
    stdio: 'ignore',
  });
  onTestFinished(() => void bridge.kill());
  await listens(port);
  const sendBy = (path: string, id: string, nowMs = Date.now()): Promise<SendOutcome> => {
    const webhook = { url: `http://127.0.0.1:${port}/${path}`, secretFile };
    const channels = Channels.parse({
      webhooks: { [path]: { ...webhook, allowPrivateAddresses: true } },
    });
    return send(channels, messageOf(path, id), {
      ...{ publicUrl: 'https://tocsin.example.com', nowMs },
      signal: new AbortController().signal,
    });
  };
  return { twilio, sendBy };
}

const messageOf = (name: string, id: string): ChannelMessage => ({
  ...{ id, kind: 'webhook', name, address: '+4915112345678', zone: 'UTC' },
  ...{ person: { id: 'p1', name: 'Ana' }, moreCount: 0, limit: null },
  pages: [
    {
      ...{ incidentId: 'i1', number: 1, service: 'checkout', severity: 'critical' },
      ...{ title: '5xx < 5 % & "rising"', openedAt: '2026-11-23T03:12:00.000Z' },
      ...{ side: 'developer', seats: [], token: 'A'.repeat(43) },
    },
  ],
});

const created: Reply = (response) => response.writeHead(201).end('{"sid":"SM1"}');

test('the bridge of the page makes SMS and calls of webhooks', async () => {
  const { twilio, sendBy } = await startBridge(created);
  expect(await sendBy('sms', 'd1')).toEqual({ outcome: 'sent' });
  expect(await sendBy('call', 'd1')).toEqual({ outcome: 'sent' });
  const asked = twilio.calls.map(({ path, headers, body }) => ({
    ...{
      path,
      login: headers.authorization,
      fields: Object.fromEntries(new URLSearchParams(body)),
    },
  }));
  const login = `Basic ${Buffer.from('AC123:token').toString('base64')}`;
  const numbers = { From: '+15005550006', To: '+4915112345678' };
  const words = 'Tocsin. CRITICAL checkout: 5xx &#60; 5 % &#38; &#34;rising&#34;';
  expect(asked).toEqual([
    {
      ...{ path: '/2010-04-01/Accounts/AC123/Messages.json', login },
      fields: {
        ...numbers,
        Body: `CRITICAL checkout: 5xx < 5 % & "rising" https://tocsin.example.com/a/${'A'.repeat(43)}`,
      },
    },
    {
      ...{ path: '/2010-04-01/Accounts/AC123/Calls.json', login },
      fields: { ...numbers, Twiml: `<Response><Say loop="2">${words}</Say></Response>` },
    },
  ]);
});

test('it passes a message on once, refuses an old signature, and tells when Twilio refuses', async () => {
  let status = 500;
  const { twilio, sendBy } = await startBridge((response) => response.writeHead(status).end());
  expect(await sendBy('sms', 'd1')).toMatchObject({ outcome: 'failed', isFinal: false });
  status = 201;
  expect(await sendBy('sms', 'd1')).toEqual({ outcome: 'sent' });
  expect(await sendBy('sms', 'd1')).toEqual({ outcome: 'sent' });
  expect(twilio.calls).toHaveLength(2);
  expect(await sendBy('sms', 'd2', Date.now() - 600_000)).toMatchObject({ isFinal: true });
  expect(twilio.calls).toHaveLength(2);
});
