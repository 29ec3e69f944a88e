import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Channels } from '../config/channels.ts';
import type { EmailChannel, WebhookChannel } from '../config/channels.ts';
import { temporaryFolder } from '../journal/testing/temporary-folder.ts';
import type { ChannelMessage, MessagePage } from '../desk/contract.ts';
import { Automation } from '../outbound/testing/automation.ts';
import { send } from './send.ts';
import { MailServer, startBadMailServer } from './testing/mail-server.ts';

const nowMs = Date.UTC(2026, 10, 23, 3, 20);
const circumstances = {
  publicUrl: 'https://tocsin.example.com',
  nowMs,
  signal: new AbortController().signal,
};

const pageOf = (change: Partial<MessagePage> = {}): MessagePage => ({
  ...{ incidentId: 'i1', number: 41, service: 'checkout', severity: 'critical', side: 'developer' },
  title: '5xx ratio above 5 %',
  openedAt: '2026-11-23T03:12:00.000Z',
  seats: [
    { side: 'developer', state: 'ringing', names: ['Ana', 'Bo'] },
    { side: 'sre', state: 'acknowledged', names: ['Raj'] },
  ],
  token: 'A'.repeat(43),
  ...change,
});

const messageOf = (change: Partial<ChannelMessage> = {}): ChannelMessage => ({
  ...{ id: 'd1', kind: 'email', name: 'email', address: 'ana@example.com', zone: 'Europe/Berlin' },
  ...{ person: { id: 'p1', name: 'Ana Kühn' }, pages: [pageOf()], moreCount: 0, limit: null },
  ...change,
});

/** As a config says it, but for what `change` says: what config check would refuse comes here too. */
function mailAt(port: number, change: Partial<EmailChannel> = {}): Channels {
  const channels = Channels.parse({
    email: {
      ...{ host: '127.0.0.1', port, encryption: 'none', from: 'Tocsin <tocsin@example.com>' },
      ...{ allowPrivateAddresses: true, timeout: '1s' },
    },
  });
  return { ...channels, ...(channels.email && { email: { ...channels.email, ...change } }) };
}

test('a mail says what broke, and has the link, as text and as HTML', async () => {
  const server = await MailServer.start();
  const sent = await send(mailAt(server.port), messageOf(), circumstances);
  expect(sent).toEqual({ outcome: 'sent' });
  const [mail] = server.mails;
  expect(mail?.to).toEqual(['ana@example.com']);
  const source = mail?.source.replace(/=\r\n/g, '') ?? '';
  expect(source).toMatch(/^Subject: CRITICAL checkout: 5xx ratio above 5 %\r$/m);
  expect(source).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  expect(source).toMatch(/^Message-ID: <d1\.\d+@example\.com>\r$/m);
  expect(source).toMatch(/^References: <incident-i1@example\.com>\r$/m);
  expect(source).toMatch(/^In-Reply-To: <incident-i1@example\.com>\r$/m);
  expect(source).toContain('#41, since 04:12 (Europe/Berlin)');
  expect(source).toContain('Developer: Ana, Bo are called.');
  expect(source).toContain('SRE: Raj has it.');
  const link = `https://tocsin.example.com/a/${'A'.repeat(43)}`;
  expect(source).toContain(`Answer: ${link}`);
  expect(source).toMatch(/<a href=(?:3D)?"https:\/\/tocsin\.example\.com\/a\//);
});

test('what senders write can add no header, no second recipient and no HTML', async () => {
  const server = await MailServer.start();
  const title = 'down\r\nBcc: eve@example.com\r\n\r\n<img src=x onerror=alert(1)>\u202e';
  const service = 'checkout\nX-Evil: 1';
  const pages = [pageOf({ title, service })];
  await send(mailAt(server.port), messageOf({ pages }), circumstances);
  const [mail] = server.mails;
  expect(mail?.to).toEqual(['ana@example.com']);
  expect(mail?.source).not.toMatch(/^(?:Bcc|X-Evil):/im);
  const [, html = ''] = mail?.source.split('Content-Type: text/html') ?? [];
  expect(html).toContain('&#60;img src');
  expect(html).not.toContain('<img');
  expect(mail?.source).not.toMatch(/\u202e|=E2=80=AE/);
});

test.each([
  'ana@example.com, eve@example.com',
  'ana@example.com\r\nBcc: eve@x.y',
  '<a@b.c>',
  'ana',
])('mail goes to one address and nothing else: %j', async (address) => {
  const server = await MailServer.start();
  const outcome = await send(mailAt(server.port), messageOf({ address }), circumstances);
  expect(outcome).toEqual({
    ...{ outcome: 'failed', problem: 'This is no e-mail address.', isFinal: true },
  });
  expect(server.mails).toEqual([]);
});

test('the password is read from its file for each mail, and told to nobody', async () => {
  const passwordFile = join(temporaryFolder(), 'password');
  const passwords: string[] = [];
  const server = await MailServer.start({
    onAuth: ({ username, password }, _session, done) => {
      passwords.push(password ?? '');
      if (password === 'second-secret') done(null, { user: username });
      else done(new Error(`No such password: ${password}`));
    },
  });
  const channels = mailAt(server.port, { username: 'tocsin', passwordFile });
  const missing = await send(channels, messageOf(), circumstances);
  writeFileSync(passwordFile, 'first-secret\n');
  const wrong = await send(channels, messageOf(), circumstances);
  writeFileSync(passwordFile, 'second-secret\n');
  const right = await send(channels, messageOf(), circumstances);
  expect(missing).toMatchObject({ problem: expect.stringContaining('ENOENT') as string });
  expect(wrong).toEqual({
    outcome: 'failed',
    problem: 'The mail server 127.0.0.1 refuses the log-in. It answered 535.',
    isFinal: false,
  });
  expect(right).toEqual({ outcome: 'sent' });
  expect(passwords).toEqual(['first-secret', 'second-secret']);
});

/** Says what a good server says, up to the line that is given, and then nothing. */
const silentFrom = (from: string) => (socket: Socket, line: string | null) => {
  const word = line?.slice(0, 4).toUpperCase() ?? '';
  if (word === from) return;
  if (line === null) socket.write('220 ready\r\n');
  else if (word === 'DATA') socket.write('354 go on\r\n');
  else if (['EHLO', 'HELO', 'MAIL', 'RCPT'].includes(word)) socket.write('250 well\r\n');
};

test.each<[string, Parameters<typeof startBadMailServer>[0], RegExp, boolean]>([
  ['hangs at the greeting', () => undefined, /did not answer in time/, false],
  ['hangs after the greeting', silentFrom('EHLO'), /did not answer in time/, false],
  ['hangs at the end of the mail', silentFrom('.'), /did not answer in time/, false],
  [
    'drips for ever',
    (socket, line) => {
      if (line !== null) return;
      const drip = setInterval(() => socket.write('220-wait\r\n'), 100);
      socket.on('close', () => clearInterval(drip));
    },
    /did not answer in time/,
    false,
  ],
  ['drops the connection', (socket) => socket.destroy(), /broke off/, false],
  [
    'refuses everybody',
    (socket, line) => void (line === null && socket.end('554 go away\r\n')),
    /mail server 127.0.0.1/,
    false,
  ],
  [
    'does not know the person',
    (socket, line) => {
      if (line?.startsWith('RCPT')) socket.write('550 no such user secret-name\r\n');
      else silentFrom('NONE')(socket, line);
    },
    /^The mail server 127\.0\.0\.1 refuses the mail\. It answered 550\.$/,
    true,
  ],
  [
    'says later',
    (socket, line) => {
      if (line?.startsWith('RCPT')) socket.write('451 later\r\n');
      else silentFrom('NONE')(socket, line);
    },
    /refuses the mail\. It answered 451\.$/,
    false,
  ],
])('a mail server that %s', async (_name, misbehave, problem, isFinal) => {
  const port = await startBadMailServer(misbehave);
  const outcome = await send(mailAt(port), messageOf(), circumstances);
  expect(outcome).toMatchObject({
    ...{ outcome: 'failed', isFinal, problem: expect.stringMatching(problem) as string },
  });
});

test.each<[string, Partial<EmailChannel>, RegExp, boolean]>([
  ['nobody listens', {}, /cannot be reached \(ECONNREFUSED\)/, false],
  ['the network is private', { allowPrivateAddresses: false }, /private network/, true],
  ['the host is unknown', { host: 'mail.invalid' }, /mail\.invalid is not known/, false],
])('no mail goes where %s', async (_name, change, problem, isFinal) => {
  const port = await startBadMailServer((socket) => socket.destroy());
  const unused = 'allowPrivateAddresses' in change || 'host' in change ? port : 9;
  const outcome = await send(mailAt(unused, change), messageOf(), circumstances);
  expect(outcome).toMatchObject({ isFinal, problem: expect.stringMatching(problem) as string });
});

test('no mail goes in the clear where the server must encrypt', async () => {
  const server = await MailServer.start();
  const outcome = await send(
    mailAt(server.port, { encryption: 'starttls' }),
    messageOf(),
    circumstances,
  );
  expect(outcome).toMatchObject({ outcome: 'failed' });
  expect(server.mails).toEqual([]);
});

test('a certificate that nobody trusts is refused', async () => {
  const server = await MailServer.start({ secure: true });
  const outcome = await send(
    mailAt(server.port, { encryption: 'tls' }),
    messageOf(),
    circumstances,
  );
  expect(outcome).toMatchObject({
    problem: expect.stringMatching(/^No trusted connection with 127\.0\.0\.1/) as string,
  });
});

const ntfyAt = (url: string): Channels =>
  Channels.parse({ ntfy: { url, allowPrivateAddresses: true, timeout: '1s' } });
const toTopic = (change: Partial<ChannelMessage> = {}): ChannelMessage =>
  messageOf({ kind: 'ntfy', name: 'ntfy', address: 'ana-phone', ...change });

test('ntfy is told in JSON, with priority, link and a button', async () => {
  const server = await Automation.start((response) => response.end('{}'));
  const title = 'Fehlerquote über 5 % ☎';
  const message = toTopic({ pages: [pageOf({ title })] });
  expect(await send(ntfyAt(server.url), message, circumstances)).toEqual({ outcome: 'sent' });
  const link = `https://tocsin.example.com/a/${'A'.repeat(43)}`;
  expect(JSON.parse(server.calls[0]?.body ?? '')).toEqual({
    ...{ topic: 'ana-phone', title: `CRITICAL checkout: ${title}`, priority: 5, click: link },
    message: '#41 since 04:12 (Europe/Berlin)\nDeveloper: Ana, Bo are called.\nSRE: Raj has it.',
    tags: ['tocsin'],
    actions: [{ action: 'view', label: 'Answer', url: link, clear: true }],
  });
});

test('many pages are one message to ntfy, as long as it may be', async () => {
  const server = await Automation.start((response) => response.end('{}'));
  const pages = Array.from({ length: 20 }, (_, index) =>
    pageOf({ number: index + 1, severity: 'error', title: 'ü'.repeat(400) }),
  );
  await send(ntfyAt(server.url), toTopic({ pages, moreCount: 7, limit: 60 }), circumstances);
  const body = JSON.parse(server.calls[0]?.body ?? '') as Record<string, string & unknown[]>;
  expect(body['title']).toMatch(/, and 26 more$/);
  expect(body['priority']).toBe(4);
  expect(body['actions']).toHaveLength(3);
  expect(Buffer.byteLength(body['message'] ?? '')).toBeLessThanOrEqual(4_096);
});

test.each<[number, boolean]>([
  [500, false],
  [429, false],
  [403, true],
  [404, true],
])('an answer of %i', async (status, isFinal) => {
  const server = await Automation.start((response) => response.writeHead(status).end());
  const outcome = await send(ntfyAt(server.url), toTopic(), circumstances);
  expect(outcome).toEqual({
    ...{ outcome: 'failed', isFinal, problem: `${new URL(server.url).host} answered ${status}.` },
  });
});

test('a topic that is none is not asked for', async () => {
  const server = await Automation.start((response) => response.end());
  const outcome = await send(ntfyAt(server.url), toTopic({ address: '../admin' }), circumstances);
  expect(outcome).toMatchObject({ outcome: 'failed', isFinal: true });
  expect(server.calls).toEqual([]);
});

const secret = 'a secret that nobody guesses';
function webhookAt(url: string, change: Partial<WebhookChannel> = {}): Channels {
  const secretFile = join(temporaryFolder(), 'secret');
  writeFileSync(secretFile, `${secret}\n`);
  const webhook = { url, secretFile, allowPrivateAddresses: true, timeout: 1_000, ...change };
  return { ...Channels.parse({}), webhooks: { sms: webhook } };
}
const toPhone = (change: Partial<ChannelMessage> = {}): ChannelMessage =>
  messageOf({ kind: 'webhook', name: 'sms', address: '+4915112345678', ...change });

test('a webhook is told in signed JSON, without the token beside its link', async () => {
  const server = await Automation.start((response) => response.end());
  expect(await send(webhookAt(server.url), toPhone(), circumstances)).toEqual({ outcome: 'sent' });
  const [call] = server.calls;
  const [, time = '', signature] =
    /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(call?.headers['tocsin-signature'])) ?? [];
  const expected = createHmac('sha256', secret).update(`${time}.${call?.body}`).digest('hex');
  expect([Number(time), signature]).toEqual([nowMs / 1_000, expected]);
  expect(call?.headers['idempotency-key']).toBe('d1');
  const link = `https://tocsin.example.com/a/${'A'.repeat(43)}`;
  const { token: _token, ...page } = pageOf();
  expect(JSON.parse(call?.body ?? '')).toEqual({
    ...{ id: 'd1', type: 'page', at: '2026-11-23T03:20:00.000Z', channel: 'sms' },
    ...{ to: '+4915112345678', person: { id: 'p1', name: 'Ana Kühn' } },
    text: `CRITICAL checkout: 5xx ratio above 5 % ${link}`,
    spoken: 'CRITICAL checkout: 5xx ratio above 5 %',
    pages: [{ ...page, link }],
    ...{ moreCount: 0, isLast: false },
  });
});

test.each<[string, Partial<WebhookChannel>, RegExp, boolean]>([
  ['inside', { allowPrivateAddresses: false }, /127\.0\.0\.1, in a private network/, true],
  ['at a cloud’s secrets', { url: 'http://169.254.169.254/' }, /where nothing may be/, true],
  [
    'without its secret',
    { secretFile: '/nowhere/secret' },
    /secret of the webhook .*ENOENT/,
    false,
  ],
])('a webhook %s is not told', async (_name, change, problem, isFinal) => {
  const server = await Automation.start((response) => response.end());
  const outcome = await send(webhookAt(server.url, change), toPhone(), circumstances);
  expect(outcome).toMatchObject({ isFinal, problem: expect.stringMatching(problem) as string });
  expect(server.calls).toEqual([]);
});

test('a test of a channel says that it is one', async () => {
  const [mail, http] = [await MailServer.start(), await Automation.start((answer) => answer.end())];
  const nothing = { pages: [] };
  await send(mailAt(mail.port), messageOf(nothing), circumstances);
  await send(ntfyAt(http.url), toTopic(nothing), circumstances);
  await send(webhookAt(http.url), toPhone(nothing), circumstances);
  expect(mail.mails[0]?.source).toMatch(/Subject: Tocsin: a test of this channel/);
  expect(http.calls[0]?.body).toContain('Nobody is called.');
  expect(JSON.parse(http.calls[1]?.body ?? '')).toMatchObject({ type: 'test', pages: [] });
});

test('a channel that the config does not describe fails', async () => {
  const outcome = await send(Channels.parse({}), messageOf(), circumstances);
  expect(outcome).toMatchObject({ outcome: 'failed', isFinal: true });
});
