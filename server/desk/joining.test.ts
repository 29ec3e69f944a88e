import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { limits } from '../protocol/limits.ts';
import { createKey, enrol, firing, openTestDesk } from './testing/test-desk.ts';

const invite = { type: 'invite.create', personName: 'Ada', side: 'developer' } as const;
const device = { deviceName: 'laptop', platform: 'linux' };

test('an invite becomes a device with a token that the hub then knows', async () => {
  const { desk } = await openTestDesk();
  const { code, person, expiresAt } = await desk.admin(invite);
  expect(Date.parse(expiresAt)).toBeGreaterThan(0);
  expect((await desk.readSnapshot()).people).toEqual([]);
  const joined = await desk.join({ code, ...device });
  expect(joined).toMatchObject({ hubId: desk.hubId, person });
  expect(joined.deviceToken).toMatch(/^[0-9a-f]{32}$/);
  expect(await desk.findDevice(joined.deviceToken)).toEqual({ person, deviceId: joined.deviceId });
  expect(await desk.findDevice('0'.repeat(32))).toBeNull();
  expect(await desk.readSnapshot()).toMatchObject({
    people: [person],
    devices: [{ id: joined.deviceId, personId: person.id, name: 'laptop', sound: null }],
  });
});

test('an invite that is unknown, used or old is refused, each for its reason', async () => {
  const { desk, clock } = await openTestDesk();
  const code = 'x'.repeat(32);
  await expect(desk.join({ code, ...device })).rejects.toMatchObject({ code: 'invite_unknown' });
  const used = await desk.admin(invite);
  await desk.join({ code: used.code, ...device });
  await expect(desk.join({ code: used.code, ...device })).rejects.toMatchObject({
    code: 'invite_used',
  });
  const old = await desk.admin(invite);
  clock.nowMs += limits.inviteLifetimeMs;
  await expect(desk.join({ code: old.code, ...device })).rejects.toMatchObject({
    code: 'invite_expired',
  });
});

test('an invite used twice at once makes one device', async () => {
  const { desk } = await openTestDesk();
  const { code } = await desk.admin(invite);
  const results = await Promise.allSettled([
    desk.join({ code, ...device }),
    desk.join({ code, ...device }),
  ]);
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect((await desk.readSnapshot()).devices).toHaveLength(1);
});

test('a second device is the same person’s, and nobody changes sides by an invite', async () => {
  const { desk } = await openTestDesk();
  const first = await desk.admin(invite);
  const second = await desk.admin(invite);
  expect(second.person).toEqual(first.person);
  await desk.join({ code: first.code, ...device });
  await desk.join({ code: second.code, ...device });
  const third = await desk.admin(invite);
  expect(third.person).toEqual(first.person);
  const { people, devices } = await desk.readSnapshot();
  expect([people.length, devices.length]).toEqual([1, 2]);
  await expect(desk.admin({ ...invite, side: 'sre' })).rejects.toMatchObject({
    code: 'name_taken',
  });
});

test('whoever joins while incidents ring is called to those whose seat still rings', async () => {
  const { desk, clock } = await openTestDesk();
  const integration = await createKey(desk);
  const bob = await enrol(desk, 'Bob', 'sre');
  await desk.ingest({ integration, alerts: [firing('disk')], group: null });
  const acknowledged = (await desk.readSnapshot()).incidents[0]?.id ?? '';
  const acknowledge = { type: 'incident.acknowledge', incidentId: acknowledged } as const;
  await desk.command(crypto.randomUUID(), acknowledge, bob);
  clock.nowMs += 60 * 60 * 1_000;
  await desk.ingest({ integration, alerts: [firing('latency')], group: null });
  const cyd = await enrol(desk, 'Cyd', 'sre');
  const ada = await enrol(desk, 'Ada', 'developer');
  const calledTo = (await desk.readSnapshot()).incidents
    .toSorted((a, b) => a.number - b.number)
    .map(({ seats }) => [seats.developer.called, seats.sre.called]);
  const [adaId, bobId, cydId] = [ada.person.id, bob.person.id, cyd.person.id];
  expect(calledTo).toEqual([
    [[adaId], [bobId]],
    [[adaId], [bobId, cydId]],
  ]);
});

test('a removed device is unknown at once, and its person stays', async () => {
  const { desk } = await openTestDesk();
  const ada = await enrol(desk, 'Ada', 'developer');
  expect(await desk.findDevice(ada.deviceToken)).not.toBeNull();
  expect(await desk.admin({ type: 'device.list' })).toMatchObject({
    devices: [{ id: ada.deviceId, name: 'Ada’s laptop' }],
  });
  await desk.admin({ type: 'device.revoke', deviceId: ada.deviceId });
  expect(await desk.findDevice(ada.deviceToken)).toBeNull();
  expect(await desk.readSnapshot()).toMatchObject({ devices: [], people: [{ name: 'Ada' }] });
  await expect(desk.admin({ type: 'device.revoke', deviceId: ada.deviceId })).rejects.toMatchObject(
    { code: 'device_not_found' },
  );
});

test('a desk that is closed finds nobody, and says why', async () => {
  const { desk } = await openTestDesk();
  const ada = await enrol(desk, 'Ada', 'developer');
  await desk.close();
  const refused = { code: 'shutting_down' };
  await expect(desk.findDevice(ada.deviceToken)).rejects.toMatchObject(refused);
  await expect(desk.admin({ type: 'device.list' })).rejects.toMatchObject(refused);
  await expect(desk.readEvents(0, 10)).rejects.toMatchObject(refused);
  await expect(desk.readSnapshot()).rejects.toMatchObject(refused);
});

test('no secret is ever written to disk', async () => {
  const { desk, dataFolder } = await openTestDesk();
  const { code } = await desk.admin(invite);
  const { deviceToken } = await desk.join({ code, ...device });
  const { key } = await desk.admin({
    type: 'key.create',
    name: 'am',
    sender: 'alertmanager',
    service: null,
    mapping: null,
  });
  await desk.close();
  for (const file of readdirSync(dataFolder)) {
    const bytes = readFileSync(join(dataFolder, file)).toString('latin1');
    for (const secret of [code, deviceToken, key]) expect(bytes.includes(secret)).toBe(false);
  }
});
