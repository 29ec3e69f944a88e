import { expect, test } from 'vitest';
import { byMail, byNtfy, byWebhook, openPagedDesk } from '../channels/testing/paged-desk.ts';
import { startMs } from './testing/test-desk.ts';

const minuteMs = 60_000;
const failure = { outcome: 'failed', problem: 'It broke off.', isFinal: false } as const;
const lane = { name: 'email', personId: '' };

function instant(ms: number): string {
  return new Date(startMs + ms).toISOString();
}

test('whoever is paged has a delivery for each of their channels, at its time', async () => {
  const { page, deliveries, incident } = await openPagedDesk({
    channels: { Ana: [byWebhook, byMail, byNtfy] },
  });
  const incidentId = await page('down');
  expect(await deliveries()).toMatchObject([
    { name: 'sms', kind: 'webhook', state: 'waiting', dueAt: instant(0), tries: 0 },
    { name: 'email', kind: 'email', state: 'waiting', dueAt: instant(minuteMs) },
    { name: 'ntfy', kind: 'ntfy', state: 'waiting', dueAt: instant(2 * minuteMs) },
  ]);
  const { seats } = await incident(incidentId);
  expect(seats.developer.pages.map(({ deliveries: told }) => told.length)).toEqual([3]);
  expect(seats.sre.pages.flatMap(({ deliveries: told }) => told)).toEqual([]);
});

test('whoever has two addresses for a channel is reached at both', async () => {
  const { desk, page, ana, deliveries } = await openPagedDesk({
    channels: { Ana: [byWebhook, { ...byWebhook, address: '+4930123' }] },
  });
  await page('down');
  expect(desk.dueLanes(5).map(({ name }) => name)).toEqual(['sms', 'sms#1']);
  const addresses = [];
  for (const { name } of desk.dueLanes(5)) {
    const taken = await desk.takeDeliveries({ name, personId: ana?.person.id ?? '' });
    addresses.push(`${taken?.message.name} ${taken?.message.address}`);
    await desk.noteDeliveries(taken?.deliveryIds ?? [], { outcome: 'sent' }, 0);
  }
  expect(addresses).toEqual(['sms +4915112345678', 'sms +4930123']);
  expect((await deliveries()).map(({ state, place }) => `${state} ${place}`)).toEqual([
    'sent undefined',
    'sent 1',
  ]);
});

test('a warning goes over no channel, unless its severity rises', async () => {
  const { desk, page, deliveries, raj } = await openPagedDesk();
  const incidentId = await page('slow', 'warning');
  expect(await deliveries()).toEqual([]);
  if (!raj) throw new Error('Raj is not there.');
  const raise = { type: 'incident.set-severity', incidentId, from: 'warning' } as const;
  await desk.command('c1', { ...raise, severity: 'critical' }, raj);
  expect(await deliveries()).toMatchObject([{ name: 'email', state: 'waiting' }]);
  await desk.command('c2', { ...raise, from: 'critical', severity: 'info' }, raj);
  expect(await deliveries()).toMatchObject([{ state: 'dropped', dueAt: null }]);
});

test('an answer of the side ends what waits, one of the other side does not', async () => {
  const { desk, page, deliveries, ana, raj } = await openPagedDesk();
  if (!ana || !raj) throw new Error('Somebody is missing.');
  const incidentId = await page('down');
  await desk.command('c1', { type: 'incident.acknowledge', incidentId }, raj);
  expect(await deliveries()).toMatchObject([{ state: 'waiting' }]);
  await desk.command('c2', { type: 'incident.acknowledge', incidentId }, ana);
  expect(await deliveries()).toMatchObject([{ state: 'dropped' }]);
});

test('a person paged by name is reached over channels although somebody has the seat', async () => {
  const { desk, page, deliveries, ana, raj } = await openPagedDesk();
  if (!ana || !raj) throw new Error('Somebody is missing.');
  const incidentId = await page('down', 'warning');
  await desk.command('c1', { type: 'incident.acknowledge', incidentId }, ana);
  await desk.command('c2', { type: 'person.page', incidentId, personId: ana.person.id }, raj);
  expect(await deliveries()).toMatchObject([{ state: 'waiting' }]);
  await desk.command('c3', { type: 'incident.acknowledge', incidentId }, ana);
  expect(await deliveries()).toMatchObject([{ state: 'dropped' }]);
});

test('resolved, nothing goes any more', async () => {
  const { desk, page, deliveries, raj } = await openPagedDesk();
  if (!raj) throw new Error('Raj is not there.');
  const incidentId = await page('down');
  await desk.command('c1', { type: 'incident.resolve', incidentId }, raj);
  expect(await deliveries()).toMatchObject([{ state: 'dropped' }]);
});

test('what is due is taken with a link, and tried again later when it fails', async () => {
  const { desk, clock, page, deliveries, ana } = await openPagedDesk();
  if (!ana) throw new Error('Ana is not there.');
  await page('down');
  const mine = { ...lane, personId: ana.person.id };
  expect(desk.dueLanes(10)).toEqual([]);
  expect(desk.nextDeliveryMs()).toBe(startMs + minuteMs);
  clock.nowMs += minuteMs;
  expect(desk.dueLanes(10)).toEqual([mine]);
  const taken = await desk.takeDeliveries(mine);
  expect(taken?.message).toMatchObject({
    ...{ kind: 'email', address: 'ana@example.com', person: { name: 'Ana' }, moreCount: 0 },
    pages: [{ number: 1, severity: 'critical', title: 'down', side: 'developer' }],
  });
  expect(taken?.message.pages[0]?.token).toMatch(/^[\w-]{43}$/);
  await desk.noteDeliveries(taken?.deliveryIds ?? [], failure, 0.5);
  expect(await deliveries()).toMatchObject([
    { state: 'waiting', tries: 1, problem: 'It broke off.', dueAt: instant(minuteMs + 7_500) },
  ]);
  clock.nowMs += 7_500;
  const again = await desk.takeDeliveries(mine);
  await desk.noteDeliveries(again?.deliveryIds ?? [], { outcome: 'sent' }, 0);
  expect(await deliveries()).toMatchObject([{ state: 'sent', tries: 2, problem: null }]);
  expect(desk.dueLanes(10)).toEqual([]);
});

test('the token of a link is nowhere in the journal', async () => {
  const { desk, clock, page, ana } = await openPagedDesk();
  await page('down');
  clock.nowMs += minuteMs;
  const taken = await desk.takeDeliveries({ ...lane, personId: ana?.person.id ?? '' });
  const token = taken?.message.pages[0]?.token ?? 'none';
  const { events } = await desk.readHistory('1', 0);
  const told = JSON.stringify([await desk.readEvents(0, 10_000), events]);
  expect(token).toHaveLength(43);
  expect(told.includes(token)).toBe(false);
  expect(told.includes('link.made')).toBe(false);
});

test('what failed for good is made up for by the other channels at once', async () => {
  const { desk, page, deliveries, ana } = await openPagedDesk({
    channels: { Ana: [byWebhook, byMail] },
  });
  await page('down');
  const taken = await desk.takeDeliveries({ name: 'sms', personId: ana?.person.id ?? '' });
  await desk.noteDeliveries(taken?.deliveryIds ?? [], { ...failure, isFinal: true }, 0);
  expect(await deliveries()).toMatchObject([
    { name: 'sms', state: 'failed' },
    { name: 'email', state: 'waiting', dueAt: instant(0) },
  ]);
});

test('many pages at once are one message, the worst first, that names how many there are', async () => {
  const { desk, clock, page, ana, deliveries } = await openPagedDesk();
  for (let count = 0; count < 24; count += 1) await page(`trouble ${count}`, 'error');
  await page('the worst', 'critical');
  clock.nowMs += minuteMs;
  const taken = await desk.takeDeliveries({ ...lane, personId: ana?.person.id ?? '' });
  expect(taken?.message.pages.map(({ title }) => title).slice(0, 2)).toEqual([
    'the worst',
    'trouble 0',
  ]);
  expect(taken?.message).toMatchObject({ moreCount: 5, limit: null });
  await desk.noteDeliveries(taken?.deliveryIds ?? [], { outcome: 'sent' }, 0);
  const states = (await deliveries()).map(({ state }) => state);
  expect(states.filter((state) => state === 'sent')).toHaveLength(25);
});

test('beyond so many messages in an hour one says that it is the last, and the rest fail', async () => {
  const { desk, clock, page, ana, deliveries } = await openPagedDesk({
    channels: { Ana: [{ ...byMail, afterMs: 0 }] },
    settings: { deliveriesPerHour: 2 },
  });
  const mine = { ...lane, personId: ana?.person.id ?? '' };
  const told: (number | null | undefined)[] = [];
  for (let count = 0; count < 4; count += 1) {
    clock.nowMs += minuteMs;
    await page(`trouble ${count}`);
    const taken = await desk.takeDeliveries(mine);
    told.push(taken?.message.limit);
    await desk.noteDeliveries(taken?.deliveryIds ?? [], { outcome: 'sent' }, 0);
  }
  expect(told).toEqual([null, null, 2, undefined]);
  expect((await deliveries()).at(-1)).toMatchObject({
    ...{ state: 'failed', problem: 'More than 2 messages went there within an hour.' },
  });
  clock.nowMs += 60 * minuteMs;
  await page('an hour later');
  expect((await desk.takeDeliveries(mine))?.message.limit).toBeNull();
});

test('a channel that the config does not name any more fails, and says so', async () => {
  const channels: { Ana: (typeof byMail)[] } = { Ana: [byMail] };
  const { desk, clock, page, ana, deliveries } = await openPagedDesk({ channels });
  await page('down');
  clock.nowMs += minuteMs;
  channels.Ana = [];
  expect(await desk.takeDeliveries({ ...lane, personId: ana?.person.id ?? '' })).toBeNull();
  expect(await deliveries()).toMatchObject([
    { state: 'failed', problem: 'The config names no such channel for this person any more.' },
  ]);
});

test('what nothing sounded for goes over channels at once', async () => {
  const { desk, clock, page, deliveries } = await openPagedDesk();
  await page('down');
  clock.nowMs += 25_000;
  await desk.runDue();
  clock.nowMs += 25_000;
  await desk.runDue();
  const [delivery] = await deliveries();
  expect(delivery?.state).toBe('waiting');
  expect(Date.parse(delivery?.dueAt ?? '')).toBeLessThan(startMs + minuteMs);
});

test('a page that is repeated waits no longer than the first', async () => {
  const { desk, clock, page, deliveries, ana } = await openPagedDesk({
    channels: { Ana: [{ ...byMail, afterMs: 9 * minuteMs }] },
  });
  const incidentIds = [await page('down')];
  for (let minutes = 0; minutes < 8; minutes += 1) {
    if (ana) await desk.report({ type: 'receipts', stage: 'sounded', incidentIds }, ana);
    clock.nowMs += minuteMs;
    await desk.runDue();
  }
  expect(await deliveries()).toMatchObject([{ state: 'waiting', dueAt: instant(9 * minuteMs) }]);
});

test('the tables are the same after they are made anew, and after a restart', async () => {
  const { desk, clock, page, ana, dataFolder } = await openPagedDesk();
  await page('down');
  await page('worse');
  clock.nowMs += minuteMs;
  const mine = { ...lane, personId: ana?.person.id ?? '' };
  const taken = await desk.takeDeliveries(mine);
  const token = taken?.message.pages[0]?.token ?? '';
  const before = desk.readLink(token);
  desk.rebuild();
  expect(desk.readLink(token)).toEqual(before);
  expect(desk.dueLanes(10)).toEqual([mine]);
  await desk.close();
  const again = await openPagedDesk({ dataFolder, clock });
  expect(again.desk.dueLanes(10)).toEqual([mine]);
  expect(again.desk.readLink(token)).toEqual(before);
});
