import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MailServer, startBadMailServer } from '../channels/testing/mail-server.ts';
import { temporaryFolder } from '../journal/testing/temporary-folder.ts';
import { Automation } from '../outbound/testing/automation.ts';
import type { Reply } from '../outbound/testing/automation.ts';
import type { Delivery } from '../protocol/paging.ts';
import { Scenario } from './testing/scenario.ts';
import { shopConfig } from './testing/shop-config.ts';

const inside = 'allowPrivateAddresses: true, timeout: 1s';

interface Servers {
  mailPort?: number;
  ntfyUrl?: string;
  webhook?: { url: string; secretFile: string };
}

/** A shop where Ana is reached by mail after two minutes, and as the test says beside it. */
function reachable(servers: Servers, anaBy = 'by: email', more = ''): string {
  const { mailPort, ntfyUrl, webhook } = servers;
  const channels = [
    ...(mailPort === undefined
      ? []
      : [
          `email: { host: 127.0.0.1, port: ${mailPort}, encryption: none, from: t@example.com, ${inside} }`,
        ]),
    ...(ntfyUrl === undefined ? [] : [`ntfy: { url: '${ntfyUrl}', ${inside} }`]),
    ...(webhook === undefined
      ? []
      : [
          `webhooks: { sms: { url: '${webhook.url}', secretFile: '${webhook.secretFile}', ${inside} } }`,
        ]),
    ...(more === '' ? [] : [more]),
  ];
  return shopConfig({
    people: `
  ana: { name: Ana, email: ana@example.com, channels: [{ ${anaBy.split(' | ').join(' }, { ')} }] }
  bo: { name: Bo }
  cy: { name: Cy }
  raj: { name: Raj }
  sam: { name: Sam }
  tia: { name: Tia }
`,
    more: `channels:\n  ${channels.join('\n  ')}\n`,
  });
}

function deliveriesOf(night: Scenario): Delivery[] {
  const told = night.events('page.delivery').map(({ delivery }) => delivery);
  return [...new Map(told.map((one) => [one.id, one])).values()];
}

function statesOf(night: Scenario): string[] {
  return deliveriesOf(night).map(({ name, state }) => `${name} ${state}`);
}

function linkIn(text: string | undefined): string {
  const [link = ''] = /http:\/\/127\.0\.0\.1:\d+\/a\/[\w-]{43}/.exec(unfold(text)) ?? [];
  return link;
}

function unfold(text = ''): string {
  return text.replace(/=\r?\n/g, '');
}

function press(link: string, answer: string): Promise<Response> {
  return fetch(link, { method: 'POST', body: new URLSearchParams({ answer }), redirect: 'manual' });
}

test('a developer whose laptop sounds, and who sleeps on, gets a mail after her two minutes', async () => {
  const mail = await MailServer.start();
  const night = await Scenario.begin({ config: reachable({ mailPort: mail.port }) });
  await night.alert();
  await night.wait('119s');
  expect(statesOf(night)).toEqual(['email waiting']);
  await night.wait('1s');
  await night.becomes(() => statesOf(night)[0] === 'email sent');
  expect(unfold(mail.mails[0]?.source)).toContain('Subject: CRITICAL checkout: Disk full');
});

test('a developer whose laptop is asleep gets the mail after 10 s', async () => {
  const mail = await MailServer.start();
  const night = await Scenario.begin({ config: reachable({ mailPort: mail.port }) });
  night.laptop('ana').hearing = 'asleep';
  await night.alert();
  await night.wait('10s');
  await night.becomes(() => statesOf(night)[0] === 'email sent');
});

test('who answers in time gets no mail', async () => {
  const mail = await MailServer.start();
  const night = await Scenario.begin({ config: reachable({ mailPort: mail.port }) });
  await night.alert();
  await night.wait('1m');
  await night.acknowledge('ana');
  await night.wait('10m');
  expect(statesOf(night)).toEqual(['email dropped']);
  expect(mail.mails).toEqual([]);
});

test('the SRE’s answer keeps no mail from the developer', async () => {
  const mail = await MailServer.start();
  const night = await Scenario.begin({ config: reachable({ mailPort: mail.port }) });
  await night.alert();
  await night.acknowledge('raj');
  await night.wait('2m');
  await night.becomes(() => statesOf(night)[0] === 'email sent');
});

test('a warning goes over no channel', async () => {
  const mail = await MailServer.start();
  const night = await Scenario.begin({ config: reachable({ mailPort: mail.port }) });
  await night.alert({ severity: 'warning' });
  await night.wait('10m');
  expect(deliveriesOf(night)).toEqual([]);
});

test('the link of the mail acknowledges once, and a scanner that opens it does not', async () => {
  const mail = await MailServer.start();
  const night = await Scenario.begin({ config: reachable({ mailPort: mail.port }) });
  await night.alert();
  await night.wait('2m');
  await mail.received(1);
  const link = linkIn(mail.mails[0]?.source);
  for (const method of ['HEAD', 'GET', 'GET'])
    expect((await fetch(link, { method })).ok).toBe(true);
  await night.settle();
  expect(night.seat('developer').state).toBe('ringing');
  expect((await press(link, 'acknowledge')).status).toBe(303);
  await night.becomes(() => night.seat('developer').state === 'acknowledged');
  expect(night.seat('sre').state).toBe('ringing');
  expect(await (await fetch(link)).text()).toContain('You have it');
  expect((await press(link, 'decline')).status).toBe(303);
  await night.settle();
  expect(night.events('page.declined')).toEqual([]);
  expect(night.events('seat.acknowledged')).toMatchObject([
    { deliveryId: deliveriesOf(night)[0]?.id, actor: { deviceId: null } },
  ]);
});

test('of twenty answers by one link at once one counts', async () => {
  const mail = await MailServer.start();
  const night = await Scenario.begin({ config: reachable({ mailPort: mail.port }) });
  await night.alert();
  await night.wait('2m');
  await mail.received(1);
  const link = linkIn(mail.mails[0]?.source);
  const answers = Array.from({ length: 20 }, (_, index) =>
    press(link, index % 2 === 0 ? 'acknowledge' : 'decline'),
  );
  for (const { status } of await Promise.all(answers)) expect(status).toBe(303);
  await night.settle();
  const { length: acknowledged } = night.events('seat.acknowledged');
  expect(acknowledged + night.events('page.declined').length).toBe(1);
});

test.each(['OPTIONS', 'PUT', 'DELETE', 'PATCH'])('%s of a link answers nothing', async (method) => {
  const mail = await MailServer.start();
  const night = await Scenario.begin({ config: reachable({ mailPort: mail.port }) });
  await night.alert();
  await night.wait('2m');
  await mail.received(1);
  expect((await fetch(linkIn(mail.mails[0]?.source), { method })).status).toBe(405);
  await night.settle();
  expect(night.seat('developer').state).toBe('ringing');
});

test('a link of before a stand-down does not say, once its person is called again, that they may sleep', async () => {
  const mail = await MailServer.start();
  const night = await Scenario.begin({ config: reachable({ mailPort: mail.port }) });
  await night.alert();
  await night.wait('2m');
  await mail.received(1);
  const link = linkIn(mail.mails[0]?.source);
  await night.acknowledge('raj');
  const until = '2026-11-03T02:05:00.000Z';
  await night.ask('raj', { type: 'seat.stand-down', until, reason: 'It holds.' });
  expect(await (await fetch(link)).text()).toContain('Raj let your side sleep');
  await night.until(until);
  const text = await (await fetch(link)).text();
  expect(text).toContain('by a newer message');
  expect(text).not.toContain('sleep');
  await press(link, 'acknowledge');
  await night.settle();
  expect(night.ringing()).toEqual(['ana']);
});

test('whose acknowledgement runs out while her laptop is shut gets a mail', async () => {
  const mail = await MailServer.start();
  const night = await Scenario.begin({ config: reachable({ mailPort: mail.port }) });
  await night.alert();
  await night.acknowledge('ana');
  await night.shut('ana');
  await night.wait('30m');
  await night.wait('10s');
  await mail.received(1);
  expect(night.called('developer')).toEqual(['ana']);
});

test('what a sender writes begins no header of a mail and no element of its page', async () => {
  const mail = await MailServer.start();
  const night = await Scenario.begin({ config: reachable({ mailPort: mail.port }) });
  await night.alert({
    title: 'Down\r\nBcc: eve@example.com\r\n\r\n<script>alert(1)</script>\u202e',
  });
  await night.wait('2m');
  const [one] = await mail.received(1);
  expect(one?.to).toEqual(['ana@example.com']);
  const [head = ''] = one?.source.split('\r\n\r\n') ?? [];
  expect(head).toContain('Subject: ');
  expect(head).not.toMatch(/^Bcc:/im);
  const page = await (await fetch(linkIn(one?.source))).text();
  for (const text of [unfold(one?.source).replace(/^[^]*text\/html/, ''), page]) {
    expect(text).toContain('&#60;script&#62;');
    expect(text).not.toMatch(/<script|\u202e/);
  }
});

test('who cannot come says so by the link, and the next developer is called at once', async () => {
  const mail = await MailServer.start();
  const night = await Scenario.begin({ config: reachable({ mailPort: mail.port }) });
  await night.alert();
  await night.wait('2m');
  await mail.received(1);
  await press(linkIn(mail.mails[0]?.source), 'decline');
  await night.becomes(() => night.called('developer').includes('bo'));
  expect(night.called('developer')).not.toContain('ana');
});

test('a link of last night does not silence this night', async () => {
  const mail = await MailServer.start();
  const night = await Scenario.begin({ config: reachable({ mailPort: mail.port }) });
  await night.alert();
  await night.wait('2m');
  await mail.received(1);
  const link = linkIn(mail.mails[0]?.source);
  await night.acknowledge('ana');
  await night.ask('ana', { type: 'incident.resolve' });
  await night.alert({ key: 'another' });
  await press(link, 'acknowledge');
  await night.settle();
  expect(night.seat('developer').state).toBe('ringing');
  expect(await (await fetch(link)).text()).toContain('You resolved it');
});

test('a mail server that hangs holds up neither ntfy nor the policy', async () => {
  const mailPort = await startBadMailServer(() => undefined);
  const ntfy = await Automation.start((response) => response.end('{}'));
  const night = await Scenario.begin({
    config: reachable({ mailPort, ntfyUrl: ntfy.url }, 'by: email | by: ntfy, to: ana-phone'),
  });
  await night.alert();
  await night.wait('2m');
  await night.becomes(() => statesOf(night).includes('ntfy sent'));
  await night.wait('3m');
  expect(night.called('developer').length).toBeGreaterThan(1);
  await night.becomes(() => {
    expect(deliveriesOf(night)[0]?.problem).toMatch(/did not answer in time/);
  });
});

test.each([500, 429])(
  'an ntfy that answers %i is asked again until it takes the page',
  async (bad) => {
    let calls = 0;
    const reply: Reply = (response) => {
      calls += 1;
      response.writeHead(calls < 3 ? bad : 200).end('{}');
    };
    const ntfy = await Automation.start(reply);
    const night = await Scenario.begin({
      config: reachable({ ntfyUrl: ntfy.url }, 'by: ntfy, to: ana-phone, after: 0s'),
    });
    await night.alert();
    for (const tries of [1, 2, 3]) {
      await night.becomes(() => (deliveriesOf(night)[0]?.tries ?? 0) >= tries);
      await night.wait('40s');
    }
    expect(deliveriesOf(night)).toMatchObject([{ state: 'sent', tries: 3 }]);
  },
);

test('a webhook that is gone fails, and the mail goes at once instead', async () => {
  const mail = await MailServer.start();
  const secretFile = join(temporaryFolder(), 'secret');
  writeFileSync(secretFile, 'a secret that nobody guesses');
  const bridge = await Automation.start((response) => response.writeHead(410).end());
  const webhook = { url: bridge.url, secretFile };
  const night = await Scenario.begin({
    config: reachable(
      { mailPort: mail.port, webhook },
      "by: sms, to: '+49151', after: 0s | by: email, after: 30m",
    ),
  });
  await night.alert();
  await night.becomes(() => statesOf(night)[0] === 'sms failed');
  await night.becomes(() => statesOf(night)[1] === 'email sent');
});

test('a storm of twenty incidents is a few mails', async () => {
  const mail = await MailServer.start();
  const night = await Scenario.begin({
    config: `${reachable({ mailPort: mail.port }, 'by: email, after: 1m')}grouping: { windowSeconds: 0 }\n`,
  });
  for (let count = 0; count < 20; count += 1) {
    await night.alert({ key: `trouble ${count}`, service: `service ${count}` });
  }
  await night.wait('61s');
  await mail.received(1);
  expect(mail.mails.length).toBeLessThan(4);
});

test('after a restart what was due goes at once, and nothing goes twice', async () => {
  const mail = await MailServer.start();
  const night = await Scenario.begin({ config: reachable({ mailPort: mail.port }) });
  await night.alert();
  await night.restart('10m');
  await night.becomes(() => statesOf(night)[0] === 'email sent');
  await night.restart('1m');
  expect(mail.mails).toHaveLength(1);
});

test('a channel that a new config leaves out is not used any more', async () => {
  const mail = await MailServer.start();
  const night = await Scenario.begin({ config: reachable({ mailPort: mail.port }) });
  await night.alert();
  await night.wait('1m');
  expect(await night.reconfigure(shopConfig())).toBeNull();
  await night.wait('2m');
  await night.becomes(() => statesOf(night)[0] === 'email failed');
  expect(mail.mails).toEqual([]);
});

test('the engine of a hub with pages and deliveries proves itself', async () => {
  const mail = await MailServer.start();
  const night = await Scenario.begin({ config: reachable({ mailPort: mail.port }) });
  await night.alert();
  await night.wait('3h');
  const answer = await fetch(`${night.hub.url}/healthz/engine`);
  expect([answer.status, await answer.json()]).toEqual([200, { status: 'working' }]);
  expect(night.events('engine.alarm')).toEqual([]);
});
