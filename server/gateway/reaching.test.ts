import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseConfig } from '../config/parse-config.ts';
import { PagingSourceOfConfig } from '../config/paging-source.ts';
import { workSourceOf } from '../work-source.ts';
import type { WireEvent } from '../protocol/events.ts';
import type { Side } from '../protocol/identity.ts';
import type { TestDevice } from './test-device.ts';
import { TestHub } from './test-hub.ts';

const minuteMs = 60_000;
/** Ana is on call until 08:00 on the next day, then Bo; Raj always. */
const startMs = Date.UTC(2026, 10, 2, 12);
const clock = { nowMs: 0, now: () => clock.nowMs };

const text = `
people: { ana: { name: Ana }, bo: { name: Bo }, cy: { name: Cy }, raj: { name: Raj }, sam: { name: Sam } }
teams:
  payments: { name: Payments, side: developer, zone: UTC, members: [ana, bo, cy], leads: [cy] }
  ops: { name: Operations, side: sre, zone: UTC, members: [raj, sam] }
services: { checkout: { developers: payments, sres: ops } }
rotas:
  days: { team: payments, layers: [{ name: daily, start: '2026-11-02T08:00', turn: day, people: [ana, bo] }] }
  ops: { team: ops, layers: [{ name: always, start: '2026-11-02T08:00', turn: week, people: [raj] }] }
`;

interface Enrolled {
  personId: string;
  deviceId: string;
  deviceToken: string;
}

let folder: string;
let hub: TestHub;
let ana: Enrolled;
let bo: Enrolled;
let cy: Enrolled;
let raj: Enrolled;
beforeEach(async () => {
  clock.nowMs = startMs;
  folder = mkdtempSync(join(tmpdir(), 'tocsin-reach-'));
  await startHub();
  ana = await enrol('Ana', 'developer');
  bo = await enrol('Bo', 'developer');
  cy = await enrol('Cy', 'developer');
  raj = await enrol('Raj', 'sre');
  for (const { deviceToken } of [bo, cy, raj]) await hub.join(deviceToken);
  await hub.desk.heedRotas();
});
afterEach(async () => {
  await hub.stop();
  rmSync(folder, { recursive: true });
});

async function startHub(): Promise<void> {
  const parsed = parseConfig(text, 'hub.yaml');
  if (!parsed.ok) throw new Error(parsed.problems.map(({ reason }) => reason).join('\n'));
  const config = { current: parsed.config };
  const shelf = { runbooks: () => [], find: () => undefined };
  hub = await TestHub.start(
    {
      ...{ tellsLinks: true, steadyNow: clock.now, now: clock.now },
      limits: { linkDeadMs: Infinity, heartbeatMs: minuteMs },
    },
    folder,
    { clock, paging: new PagingSourceOfConfig(config), work: workSourceOf(config, shelf) },
  );
}

async function enrol(personName: string, side: Side): Promise<Enrolled> {
  const { code } = await hub.desk.admin({ type: 'invite.create', personName, side });
  const joined = await hub.desk.join({ code, deviceName: 'laptop', platform: 'test' });
  return { ...joined, personId: joined.person.id };
}

/** Everything that is due until then is done in its time. */
async function pass(ms: number): Promise<void> {
  const untilMs = clock.nowMs + ms;
  for (;;) {
    const dueMs = (await hub.desk.runDue()) ?? Infinity;
    if (dueMs > untilMs) break;
    clock.nowMs = Math.max(clock.nowMs, dueMs);
  }
  clock.nowMs = untilMs;
}

async function drop(device: TestDevice): Promise<void> {
  const count = hub.gateway.sessionCount();
  device.drop();
  while (hub.gateway.sessionCount() === count) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function events<Type extends WireEvent['type']>(
  type: Type,
): Promise<Extract<WireEvent, { type: Type }>[]> {
  const all = await hub.desk.readEvents(0, 10_000);
  return all.filter((event) => event.type === type) as Extract<WireEvent, { type: Type }>[];
}

const at = (afterMs: number): string => new Date(startMs + afterMs).toISOString();

test('whoever is on call and had no link for ten minutes is told of once, to those who can step in', async () => {
  const laptop = await hub.join(ana.deviceToken);
  await pass(5 * minuteMs);
  await drop(laptop);
  await pass(10 * minuteMs - 1);
  expect(await events('person.unreachable')).toEqual([]);
  await pass(60 * minuteMs);
  const told = await events('person.unreachable');
  expect(told).toMatchObject([
    { at: at(15 * minuteMs), personId: ana.personId, since: at(5 * minuteMs), rotaIds: ['days'] },
  ]);
  const others = [bo.personId, cy.personId, raj.personId];
  expect(told[0]?.personIds.toSorted()).toEqual(others.toSorted());
  expect(hub.desk.readOnCall().unreachable).toEqual([
    { personId: ana.personId, since: at(5 * minuteMs) },
  ]);
});

test('a link that comes back in time tells nobody anything', async () => {
  let laptop = await hub.join(ana.deviceToken);
  for (let round = 0; round < 6; round += 1) {
    await drop(laptop);
    await pass(9 * minuteMs);
    laptop = await hub.join(ana.deviceToken);
    await pass(minuteMs);
  }
  expect(await events('person.unreachable')).toEqual([]);
});

test('one of two laptops is enough', async () => {
  await hub.join(ana.deviceToken);
  const other = await enrol('Ana', 'developer');
  await drop(await hub.join(other.deviceToken));
  await pass(60 * minuteMs);
  expect(await events('person.unreachable')).toEqual([]);
});

test('whoever is back is told of as soon as they are', async () => {
  await pass(30 * minuteMs);
  expect(await events('person.unreachable')).toHaveLength(1);
  await hub.join(ana.deviceToken);
  await pass(2_000);
  await pass(60 * minuteMs);
  expect(await events('person.reachable')).toMatchObject([{ personId: ana.personId }]);
  expect(hub.desk.readOnCall().unreachable).toEqual([]);
});

test('whoever has no laptop at all cannot be reached from the start of their shift', async () => {
  await hub.join(ana.deviceToken);
  await hub.desk.admin({ type: 'device.revoke', deviceId: bo.deviceId });
  const shiftMs = 20 * 60 * minuteMs;
  await pass(shiftMs - 1);
  expect(await events('person.unreachable')).toEqual([]);
  await pass(2_000);
  const [told] = await events('person.unreachable');
  expect(told?.personId).toBe(bo.personId);
  expect(Date.parse(told?.since ?? '')).toBeGreaterThanOrEqual(startMs + shiftMs);
});

test('what is known of links outlives a restart, and a hub that has just started blames nobody', async () => {
  await pass(30 * minuteMs);
  const before = hub.desk.readOnCall().unreachable;
  await hub.stop();
  clock.nowMs += 60 * minuteMs;
  await startHub();
  await pass(0);
  expect(hub.desk.readOnCall().unreachable).toEqual(before);
  await pass(10 * minuteMs - 1);
  expect(await events('person.unreachable')).toHaveLength(1);
  await pass(1);
  // Raj, who has not come back either.
  const told = await events('person.unreachable');
  expect(told.map(({ personId }) => personId)).toEqual([ana.personId, raj.personId]);
});

test('whose shift is over is watched no more', async () => {
  await pass(30 * minuteMs);
  await pass(20 * 60 * minuteMs);
  expect((await events('person.unreachable')).map(({ personId }) => personId)).toEqual([
    ana.personId,
  ]);
  expect(hub.desk.readOnCall().unreachable).toEqual([]);
});
