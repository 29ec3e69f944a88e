import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ReportedStage } from '../protocol/paging.ts';
import type { WireEvent } from '../protocol/events.ts';
import type { TestDevice } from './test-device.ts';
import { TestHub } from './test-hub.ts';

/** One clock for the time of day and for links, which the test moves. */
const clock = { nowMs: 0, now: () => clock.nowMs };
const startMs = Date.UTC(2026, 10, 23, 3);

let folder: string;
let hub: TestHub;
beforeEach(async () => {
  clock.nowMs = startMs;
  folder = mkdtempSync(join(tmpdir(), 'tocsin-receipts-'));
  await startHub();
});
afterEach(async () => {
  await hub.stop();
  rmSync(folder, { recursive: true });
});

async function startHub(): Promise<void> {
  // Hours pass in a moment, in which nobody says a word.
  const limits = { linkDeadMs: Infinity, heartbeatMs: 60_000 };
  const gateway = { tellsLinks: true, steadyNow: clock.now, now: clock.now, limits };
  hub = await TestHub.start(gateway, folder, { clock });
}

/** The time passes without a break in any link, and what is due is done. */
async function pass(ms: number): Promise<void> {
  clock.nowMs += ms;
  await hub.desk.runDue();
}

async function events<Type extends WireEvent['type']>(
  type: Type,
): Promise<Extract<WireEvent, { type: Type }>[]> {
  const all = await hub.desk.readEvents(0, 10_000);
  return all.filter((event) => event.type === type) as Extract<WireEvent, { type: Type }>[];
}

/** What was told of pages that nobody heard, in order. */
async function unheard(): Promise<string[]> {
  return (await events('page.unheard')).map(({ to }) => to);
}

async function untilEvent(device: TestDevice, type: WireEvent['type'], count = 1): Promise<void> {
  const isThere = (): boolean =>
    device.frames.filter((frame) => frame.type === 'event' && frame.event.type === type).length >=
    count;
  await device.until(isThere);
}

async function incidentId(): Promise<string> {
  return (await hub.desk.readSnapshot()).incidents[0]?.id ?? '';
}

/** What the hub knows of the devices of all pages: stages, or `unreachable`. */
async function devices(): Promise<Record<string, string[]>> {
  const { seats } = (await hub.desk.readSnapshot()).incidents[0] ?? {};
  const pages = [...(seats?.developer.pages ?? []), ...(seats?.sre.pages ?? [])];
  return Object.fromEntries(
    pages.flatMap((page) =>
      page.devices.map(({ deviceId, times, isUnreachable }) => [
        deviceId,
        isUnreachable ? ['unreachable'] : Object.keys(times),
      ]),
    ),
  );
}

async function tell(device: TestDevice, ...stages: ReportedStage[]): Promise<void> {
  const incidentIds = [await incidentId()];
  for (const stage of stages) {
    device.send({ type: 'report', report: { type: 'receipts', stage, incidentIds } });
    await device.until(() =>
      device.frames.some(
        (frame) =>
          frame.type === 'event' &&
          frame.event.type === 'page.receipts' &&
          frame.event.stage === stage,
      ),
    );
  }
}

/** A developer whose laptop is there, to see what the hub tells. */
async function watcher(): Promise<TestDevice> {
  const device = await hub.join((await hub.enrol('developer')).deviceToken);
  return device;
}

test('a page is followed on a device from the hub to the ear', async () => {
  const bob = await hub.enrol('sre');
  const laptop = await hub.join(bob.deviceToken);
  await hub.alert('checkout');
  await untilEvent(laptop, 'page.written');
  await tell(laptop, 'received', 'shown', 'sounded', 'seen');
  const stages = ['written', 'received', 'shown', 'sounded', 'seen'];
  expect(await devices()).toEqual({ [bob.deviceId]: stages });
  await pass(60_000);
  expect(await unheard()).toEqual([]);
});

test('a laptop that shows a page and does not sound calls the channels after 10 s and the next person after 20 s', async () => {
  const laptop = await hub.join((await hub.enrol('sre')).deviceToken);
  await hub.alert('checkout');
  await untilEvent(laptop, 'page.written');
  await tell(laptop, 'received', 'shown');
  await pass(9_999);
  expect(await unheard()).toEqual([]);
  await pass(1);
  expect(await unheard()).toEqual(['channels']);
  await pass(9_999);
  expect(await unheard()).toEqual(['channels']);
  await pass(1);
  expect(await unheard()).toEqual(['channels', 'next']);
  for (let minute = 0; minute < 60; minute += 1) await pass(60_000);
  expect(await unheard()).toEqual(['channels', 'next']);
});

test('a person whose only laptop is closed does not keep the next one waiting', async () => {
  const bob = await hub.enrol('sre');
  const ada = await watcher();
  clock.nowMs += 20_000;
  await hub.alert('checkout');
  await untilEvent(ada, 'page.unheard');
  expect(await unheard()).toEqual(['next']);
  expect((await events('page.unheard'))[0]).toMatchObject({ side: 'sre', at: at(20_000) });
  expect((await devices())[bob.deviceId]).toEqual(['unreachable']);
});

test('a laptop that lost its link a moment ago is not given up yet', async () => {
  const bob = await hub.enrol('sre');
  const laptop = await hub.join(bob.deviceToken);
  const ada = await watcher();
  clock.nowMs += 60_000;
  const count = hub.gateway.sessionCount();
  laptop.drop();
  while (hub.gateway.sessionCount() === count) await turn();
  await hub.alert('checkout');
  await untilEvent(ada, 'page.written');
  await pass(9_000);
  expect((await devices())[bob.deviceId]).toBeUndefined();
  const back = await hub.join(bob.deviceToken);
  await untilEvent(ada, 'page.written', 2);
  expect((await devices())[bob.deviceId]).toEqual(['written']);
  await tell(back, 'sounded');
  await pass(60_000);
  const told = await events('page.unheard');
  expect(told.filter(({ side }) => side === 'sre')).toEqual([]);
});

test('a laptop that does not come back after it lost its link is given up within 20 s', async () => {
  const bob = await hub.enrol('sre');
  const laptop = await hub.join(bob.deviceToken);
  const ada = await watcher();
  clock.nowMs += 60_000;
  laptop.drop();
  while (hub.gateway.sessionCount() > 1) await turn();
  await hub.alert('checkout');
  await untilEvent(ada, 'page.written');
  await pass(20_000);
  expect((await devices())[bob.deviceId]).toEqual(['unreachable']);
});

test('of two laptops of one person it is enough that one sounds', async () => {
  const bob = await hub.enrol('sre');
  const laptop = await hub.join(bob.deviceToken);
  const { code } = await hub.desk.admin({
    ...{ type: 'invite.create', personName: 'Person 1', side: null },
  });
  const second = await hub.desk.join({ code, deviceName: 'second', platform: 'test' });
  clock.nowMs += 60_000;
  await hub.alert('checkout');
  await untilEvent(laptop, 'page.written');
  await tell(laptop, 'sounded');
  expect(await devices()).toEqual({
    [bob.deviceId]: ['written', 'sounded'],
    [second.deviceId]: ['unreachable'],
  });
  await pass(60_000);
  expect(await unheard()).toEqual([]);
});

test('a laptop that connects while the page rings counts as written then', async () => {
  const bob = await hub.enrol('sre');
  const ada = await watcher();
  clock.nowMs += 60_000;
  await hub.alert('checkout');
  await untilEvent(ada, 'page.unheard');
  clock.nowMs += 5_000;
  await hub.join(bob.deviceToken);
  // The first one that it is sent tells that it could not be reached.
  await vi.waitFor(async () => {
    expect((await events('page.written')).at(-1)).toMatchObject({ at: at(65_000) });
  });
  const written = (await events('page.written')).at(-1);
  expect(written?.devices).toMatchObject([{ deviceId: bob.deviceId, isUnreachable: false }]);
});

test('a laptop that was revoked is nobody’s any more', async () => {
  const bob = await hub.enrol('sre');
  const laptop = await hub.join(bob.deviceToken);
  const ada = await watcher();
  await hub.desk.admin({ type: 'device.revoke', deviceId: bob.deviceId });
  await laptop.closed();
  clock.nowMs += 60_000;
  await hub.alert('checkout');
  await untilEvent(ada, 'page.written');
  expect(Object.keys(await devices())).not.toContain(bob.deviceId);
});

test('whoever is revoked while their page rings is not waited for', async () => {
  const bob = await hub.enrol('sre');
  await hub.join(bob.deviceToken);
  const ada = await watcher();
  await hub.alert('checkout');
  await untilEvent(ada, 'page.written');
  await hub.desk.admin({ type: 'device.revoke', deviceId: bob.deviceId });
  // Somebody who comes has the hub look at all pages again.
  await hub.join((await hub.enrol('developer')).deviceToken);
  await ada.until(() =>
    ada.frames.some(
      (frame) =>
        frame.type === 'event' &&
        frame.event.type === 'page.unheard' &&
        frame.event.side === 'sre' &&
        frame.event.to === 'next',
    ),
  );
});

test('who did something about the incident was reached, whatever their laptop says', async () => {
  const laptop = await hub.join((await hub.enrol('sre')).deviceToken);
  await hub.alert('checkout');
  await untilEvent(laptop, 'page.written');
  const command = { type: 'sound.silence', incidentId: await incidentId() } as const;
  laptop.send({ type: 'command', id: crypto.randomUUID(), command });
  await laptop.next('reply');
  await pass(60_000);
  expect(await unheard()).toEqual([]);
});

test('after a restart in mid-ladder laptops may come back before anybody else is called', async () => {
  const bob = await hub.enrol('sre');
  const laptop = await hub.join(bob.deviceToken);
  await hub.alert('checkout');
  await untilEvent(laptop, 'page.written');
  await pass(10_000);
  expect(await unheard()).toEqual(['channels']);
  await hub.stop();
  clock.nowMs += 60_000;
  await startHub();
  await pass(0);
  await pass(29_999);
  expect(await unheard()).toEqual(['channels']);
  await pass(1);
  expect(await unheard()).toEqual(['channels', 'next']);
});

test('after a restart in mid-ladder a laptop that comes back and sounds calls nobody else', async () => {
  const bob = await hub.enrol('sre');
  const laptop = await hub.join(bob.deviceToken);
  await hub.alert('checkout');
  await untilEvent(laptop, 'page.written');
  await hub.stop();
  clock.nowMs += 60_000;
  await startHub();
  await pass(0);
  const back = await hub.join(bob.deviceToken);
  await tell(back, 'sounded');
  await pass(60_000);
  expect(await unheard()).toEqual([]);
});

test('receipts come once for each device, and not for a page that was answered', async () => {
  const laptop = await hub.join((await hub.enrol('sre')).deviceToken);
  await hub.alert('checkout');
  await untilEvent(laptop, 'page.written');
  await tell(laptop, 'sounded');
  const id = await incidentId();
  const report = (stage: ReportedStage) =>
    laptop.send({ type: 'report', report: { type: 'receipts', stage, incidentIds: [id] } });
  report('sounded');
  laptop.send({
    ...{ type: 'command', id: crypto.randomUUID() },
    command: { type: 'incident.acknowledge', incidentId: id },
  });
  await laptop.next('reply');
  report('seen');
  laptop.send({
    ...{ type: 'command', id: crypto.randomUUID() },
    command: { type: 'incident.resolve', incidentId: id },
  });
  await laptop.next('reply');
  expect((await events('page.receipts')).map(({ stage }) => stage)).toEqual(['sounded']);
});

function at(afterMs: number): string {
  return new Date(startMs + afterMs).toISOString();
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
