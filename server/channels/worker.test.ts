import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { Channels } from '../config/channels.ts';
import { startMs } from '../desk/testing/test-desk.ts';
import type { HubDesk } from '../desk/create-desk.ts';
import { Automation } from '../outbound/testing/automation.ts';
import type { Reply } from '../outbound/testing/automation.ts';
import type { Delivery } from '../protocol/paging.ts';
import { MailServer, startBadMailServer } from './testing/mail-server.ts';
import { byMail, byNtfy, openPagedDesk } from './testing/paged-desk.ts';
import type { PagedDeskOptions } from './testing/paged-desk.ts';
import { TestClock } from './testing/test-clock.ts';
import { testsPerHour } from './tests.ts';
import { startChannelWorker } from './worker.ts';

const atOnce = { afterMs: 0 };

function channelsAt(servers: { mailPort?: number; ntfyUrl?: string }): Channels {
  const { mailPort, ntfyUrl } = servers;
  const inside = { allowPrivateAddresses: true, timeout: '1s' };
  const from = 'tocsin@example.com';
  return Channels.parse({
    ...(mailPort !== undefined && {
      email: { host: '127.0.0.1', port: mailPort, encryption: 'none', from, ...inside },
    }),
    ...(ntfyUrl !== undefined && { ntfy: { url: ntfyUrl, ...inside } }),
  });
}

function work(desk: HubDesk, clock: TestClock, channels: Channels): () => Promise<void> {
  const stop = startChannelWorker({
    ...{ desk, clock, publicUrl: 'https://tocsin.example.com', random: () => 0.5 },
    channels: () => channels,
    log: pino({ level: 'silent' }),
  });
  onTestFinished(stop);
  return stop;
}

/** A hub whose worker sends to these servers. */
async function openHub(
  servers: Parameters<typeof channelsAt>[0],
  options: PagedDeskOptions = { channels: { Ana: [{ ...byMail, ...atOnce }] } },
) {
  const clock = new TestClock(startMs);
  const opened = await openPagedDesk({ ...options, clock });
  const channels = channelsAt(servers);
  const stop = work(opened.desk, clock, channels);
  /** Resolves when the deliveries are as they are waited for. */
  async function until(isSo: (deliveries: Delivery[]) => boolean): Promise<Delivery[]> {
    const changed = () =>
      new Promise<void>((resolve) => {
        const forget = opened.desk.onCommitted(() => {
          forget();
          resolve();
        });
      });
    for (;;) {
      const change = changed();
      const deliveries = await opened.deliveries();
      if (isSo(deliveries)) return deliveries;
      await change;
    }
  }
  return { ...opened, clock, channels, stop, until };
}

const are = (state: Delivery['state'], count: number) => (deliveries: Delivery[]) =>
  deliveries.filter((one) => one.state === state).length === count;

test('a page goes by mail at its time, and its link acknowledges it', async () => {
  const mail = await MailServer.start();
  const { page, clock, desk, until, incident } = await openHub(
    { mailPort: mail.port },
    { channels: { Ana: [byMail] } },
  );
  const incidentId = await page('down');
  for (let seconds = 0; seconds < 60; seconds += 5) clock.move(5_000);
  const [received] = await mail.received(1);
  expect(await until(are('sent', 1))).toMatchObject([{ tries: 1, problem: null }]);
  const source = received?.source.replace(/=\r\n/g, '') ?? '';
  const [, token = ''] = /https:\/\/tocsin\.example\.com\/a\/([\w-]{43})/.exec(source) ?? [];
  await desk.useLink(token, 'acknowledge');
  expect((await incident(incidentId)).seats.developer.state).toBe('acknowledged');
  expect(await until(are('answered', 1))).toHaveLength(1);
});

test('what was answered in time is not sent', async () => {
  const mail = await MailServer.start();
  const { page, clock, desk, ana, until } = await openHub(
    { mailPort: mail.port },
    { channels: { Ana: [byMail] } },
  );
  const incidentId = await page('down');
  if (ana) await desk.command('c1', { type: 'incident.acknowledge', incidentId }, ana);
  await until(are('dropped', 1));
  for (let seconds = 0; seconds < 120; seconds += 5) clock.move(5_000);
  await page('another');
  for (let seconds = 0; seconds < 60; seconds += 5) clock.move(5_000);
  const mails = await mail.received(1);
  expect(mails.map(({ source }) => /^Subject: .*: (.*)\r$/m.exec(source)?.[1])).toEqual([
    'another',
  ]);
});

/** Answers so a number of times, and well from then on. */
function firstly(status: number, count: number): Reply {
  let calls = 0;
  return (response) => {
    calls += 1;
    response.writeHead(calls <= count ? status : 200).end('{}');
  };
}

test.each([500, 429])(
  'an ntfy that answers %i is asked again until it takes it',
  async (status) => {
    const ntfy = await Automation.start(firstly(status, 2));
    const { page, clock, until } = await openHub(
      { ntfyUrl: ntfy.url },
      { channels: { Ana: [{ ...byNtfy, ...atOnce }] } },
    );
    await page('down');
    const host = new URL(ntfy.url).host;
    for (const tries of [1, 2]) {
      const [delivery] = await until(([one]) => one?.tries === tries);
      expect(delivery).toMatchObject({ state: 'waiting', problem: `${host} answered ${status}.` });
      for (let seconds = 0; seconds < 30; seconds += 5) clock.move(5_000);
    }
    expect(await until(are('sent', 1))).toMatchObject([{ tries: 3, problem: null }]);
    expect(ntfy.calls).toHaveLength(3);
  },
);

test('what fails and fails is given up, and says why', async () => {
  const ntfy = await Automation.start((response) => response.writeHead(503).end());
  const { page, clock, until } = await openHub(
    { ntfyUrl: ntfy.url },
    { channels: { Ana: [{ ...byNtfy, ...atOnce }] } },
  );
  await page('down');
  let known: Delivery | undefined;
  for (let tries = 1; tries <= 6; tries += 1) {
    [known] = await until(([one]) => one?.tries === tries);
    while (known?.dueAt && clock.nowMs < Date.parse(known.dueAt)) clock.move(5_000);
    clock.move(10_000);
  }
  expect(known).toMatchObject({
    state: 'failed',
    problem: expect.stringContaining('503') as string,
  });
  expect(ntfy.calls).toHaveLength(6);
});

test('a mail server that hangs holds up neither ntfy nor other people', async () => {
  const mailPort = await startBadMailServer(() => undefined);
  const ntfy = await Automation.start((response) => response.end('{}'));
  const channels = Channels.parse({
    email: {
      ...{ host: '127.0.0.1', port: mailPort, encryption: 'none', from: 'tocsin@example.com' },
      ...{ allowPrivateAddresses: true, timeout: '30s' },
    },
    ntfy: { url: ntfy.url, allowPrivateAddresses: true, timeout: '1s' },
  });
  const clock = new TestClock(startMs);
  const { desk, page, deliveries } = await openPagedDesk({
    ...{
      clock,
      channels: {
        Ana: [
          { ...byMail, ...atOnce },
          { ...byNtfy, ...atOnce },
        ],
      },
    },
  });
  const stop = work(desk, clock, channels);
  await page('down');
  const told = Promise.withResolvers<void>();
  desk.onCommitted((events) => {
    for (const event of events)
      if (event.type === 'page.delivery' && event.delivery.state === 'sent') told.resolve();
  });
  await told.promise;
  expect(await deliveries()).toMatchObject([
    { name: 'email', state: 'waiting', tries: 0 },
    { name: 'ntfy', state: 'sent' },
  ]);
  // A hub that stops waits for it a little, and leaves it to the next one.
  await stop();
  expect(await deliveries()).toMatchObject([{ state: 'waiting', tries: 0 }, { state: 'sent' }]);
});

test('a storm is one message, and what comes meanwhile another', async () => {
  const mail = await MailServer.start();
  const { page, clock, until } = await openHub({ mailPort: mail.port });
  await page('the first');
  await mail.received(1);
  await until(are('sent', 1));
  for (let count = 0; count < 30; count += 1) await page(`trouble ${count}`);
  clock.move(5_000);
  clock.move(5_000);
  const mails = await mail.received(2);
  await until(are('sent', 31));
  expect(mails).toHaveLength(2);
  expect(mails[1]?.source).toMatch(/^Subject: CRITICAL .*trouble 0,(?:\r\n)? and 29 more/m);
});

test('a hub that was killed while it sent sends again', async () => {
  const mail = await MailServer.start();
  const clock = new TestClock(startMs);
  const options = { clock, channels: { Ana: [{ ...byMail, ...atOnce }] } };
  const { desk, page, dataFolder } = await openPagedDesk(options);
  await page('down');
  const personId = desk.dueLanes(1)[0]?.personId ?? '';
  // Taken, and perhaps sent; what became of it was never written down.
  const first = await desk.takeDeliveries({ name: 'email', personId });
  await desk.close();
  const again = await openPagedDesk({ ...options, dataFolder });
  work(again.desk, clock, channelsAt({ mailPort: mail.port }));
  const [received] = await mail.received(1);
  const firstToken = first?.message.pages[0]?.token ?? '';
  expect(received?.source.includes(firstToken)).toBe(false);
  expect(again.desk.readLink(firstToken).state).toBe('open');
});

test('a test of a channel is sent to oneself, and its outcome told', async () => {
  const mail = await MailServer.start();
  const { desk, ana, events } = await openHub({ mailPort: mail.port });
  if (!ana) throw new Error('Ana is not there.');
  const asked = await desk.command('t1', { type: 'channel.test', name: 'email' }, ana);
  expect(asked).toMatchObject({ ok: true, verdict: 'applied' });
  const [received] = await mail.received(1);
  expect(received?.source).toContain('Subject: Tocsin: a test of this channel');
  await tested(desk, 2);
  expect(await events('channel.tested')).toMatchObject([
    { testId: 't1', personId: ana.person.id, name: 'email', outcome: 'asked', problem: null },
    { testId: 't1', outcome: 'sent', problem: null },
  ]);
  const wrong = await desk.command('t2', { type: 'channel.test', name: 'pigeon' }, ana);
  expect(wrong).toMatchObject({ ok: false, error: { code: 'channel_unknown' } });
});

test('a test that fails says why; too many of them are refused', async () => {
  const port = await startBadMailServer((socket) => socket.destroy());
  const { desk, ana, events } = await openHub({ mailPort: port });
  if (!ana) throw new Error('Ana is not there.');
  for (let count = 0; count <= testsPerHour; count += 1) {
    await desk.command(`t${count}`, { type: 'channel.test', name: 'email' }, ana);
  }
  await tested(desk, 2 * (testsPerHour + 1));
  const told = (await events('channel.tested')).filter(({ outcome }) => outcome === 'failed');
  const problems = told.map(({ problem }) => problem ?? '');
  expect(problems.filter((one) => one.includes('broke off'))).toHaveLength(testsPerHour);
  expect(problems.filter((one) => one.includes('No more than 10 tests'))).toHaveLength(1);
});

test('a test that a hub did not see the end of has failed after the next start', async () => {
  const clock = new TestClock(startMs);
  const { desk, ana, dataFolder } = await openPagedDesk({ clock });
  if (!ana) throw new Error('Ana is not there.');
  await desk.command('t1', { type: 'channel.test', name: 'email' }, ana);
  await desk.close();
  const again = await openPagedDesk({ clock, dataFolder });
  work(again.desk, clock, channelsAt({}));
  await tested(again.desk, 2);
  expect((await again.events('channel.tested')).at(-1)).toMatchObject({
    ...{ outcome: 'failed', problem: 'The hub stopped meanwhile. Try again.' },
  });
  expect(again.desk.testsUnderWay()).toEqual([]);
});

/** Resolves when so much was told of tests. */
async function tested(desk: HubDesk, count: number): Promise<void> {
  for (;;) {
    const change = new Promise<void>((resolve) => {
      const forget = desk.onCommitted(() => {
        forget();
        resolve();
      });
    });
    const events = await desk.readEvents(0, 10_000);
    if (events.filter(({ type }) => type === 'channel.tested').length >= count) return;
    await change;
  }
}
