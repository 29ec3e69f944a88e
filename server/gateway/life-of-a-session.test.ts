import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import type { GatewayLimits } from './parts.ts';
import { TestHub } from './test-hub.ts';

let hub: TestHub;
afterEach(() => hub.stop());

async function start(limits: Partial<GatewayLimits> = {}): Promise<TestHub> {
  hub = await TestHub.start({ limits });
  return hub;
}

test('hello is answered with who is who, and the session becomes live', async () => {
  await start();
  const { deviceId, deviceToken } = await hub.enrol('developer');
  const device = await hub.connect(deviceToken);
  device.hello(null, null);
  expect(await device.next('welcome')).toMatchObject({
    hubId: hub.desk.hubId,
    hubVersion: '1.2.3',
    you: { deviceId, person: { name: 'Person 1', side: 'developer' } },
    head: hub.desk.head(),
    resume: 'snapshot',
    heartbeatMs: 10_000,
  });
  expect(await device.next('snapshot')).toMatchObject({ part: 0, last: true });
  expect(await device.next('live')).toEqual({ type: 'live', seq: hub.desk.head() });
});

test('a session that never says hello is ended in time', async () => {
  await start({ helloTimeoutMs: 50 });
  const device = await hub.connect((await hub.enrol()).deviceToken);
  expect((await device.next('error')).error.code).toBe('hello_timeout');
  expect(await device.closed()).toEqual({ code: 4001, reason: 'hello_timeout' });
  await expect.poll(() => hub.gateway.sessionCount()).toBe(0);
});

test('a session that answers pings stays, one that does not is ended', async () => {
  await start({ heartbeatMs: 20, linkDeadMs: 100 });
  const { deviceToken } = await hub.enrol();
  const awake = await hub.join(deviceToken);
  const dead = await hub.connect(deviceToken, { autoPong: false });
  dead.hello(null, null);
  expect((await dead.next('error')).error.code).toBe('session_silent');
  expect((await dead.closed()).code).toBe(4004);
  awake.send({ type: 'ping', id: 'still here' });
  expect((await awake.next('pong')).re).toBe('still here');
});

test.each([-600_000, 600_000])(
  'a wall clock that is set by %i ms ends no session and stops no ping',
  async (shiftMs) => {
    let setMs = 0;
    hub = await TestHub.start({
      limits: { heartbeatMs: 20, linkDeadMs: 5_000, helloTimeoutMs: 5_000 },
      now: () => Date.now() + setMs,
    });
    const device = await hub.join((await hub.enrol()).deviceToken);
    setMs = shiftMs;
    for (let pings = 0; pings < 5; pings += 1) await once(device.socket, 'ping');
    device.send({ type: 'ping', id: 'still here' });
    expect((await device.next('pong')).re).toBe('still here');
  },
);

test('a device that vanished without closing is noticed', async () => {
  await start({ heartbeatMs: 20, linkDeadMs: 100 });
  const device = await hub.join((await hub.enrol()).deviceToken);
  device.raw.pause();
  await expect.poll(() => hub.gateway.sessionCount(), { timeout: 5_000 }).toBe(0);
});

test('a removed device is told and its sessions end, those of others go on', async () => {
  await start();
  const removed = await hub.enrol();
  const sessions = [await hub.join(removed.deviceToken), await hub.connect(removed.deviceToken)];
  const other = await hub.join((await hub.enrol()).deviceToken);
  await hub.desk.admin({ type: 'device.revoke', deviceId: removed.deviceId });
  for (const session of sessions) {
    expect((await session.next('error')).error.code).toBe('device_revoked');
    expect(await session.closed()).toEqual({ code: 4005, reason: 'device_revoked' });
  }
  await other.until(() => other.cursor() === hub.desk.head());
  await expect.poll(() => hub.gateway.sessionCount()).toBe(1);
});

test('a closing hub answers what is under way, then says that it will be back', async () => {
  await start();
  const device = await hub.join((await hub.enrol()).deviceToken);
  await hub.alert('checkout');
  await device.until(() => device.cursor() === hub.desk.head());
  const { incidents } = await hub.desk.readSnapshot();
  const incidentId = incidents[0]?.id ?? '';
  const id = '0198f2c4-9d3e-7a41-b1c6-5f0e8d7c6b5a';
  device.send({ type: 'command', id, command: { type: 'incident.acknowledge', incidentId } });
  device.send({ type: 'ping', id: 'sent' });
  await device.next('pong');
  await hub.gateway.close();
  expect((await device.next('reply')).answer).toMatchObject({ ok: true, verdict: 'applied' });
  expect((await device.next('error')).error.code).toBe('shutting_down');
  expect(await device.closed()).toEqual({ code: 1012, reason: 'shutting_down' });
  expect(device.cursor()).toBe(hub.desk.head());
  await expect(hub.connect((await hub.enrol()).deviceToken)).rejects.toThrow('503');
});

test('a client that closes leaves nothing behind', async () => {
  await start();
  const { deviceToken } = await hub.enrol();
  const device = await hub.join(deviceToken);
  const inMiddle = await hub.connect(deviceToken);
  inMiddle.hello(null, null);
  inMiddle.drop();
  device.socket.close(1000);
  expect((await device.closed()).code).toBe(1000);
  await expect.poll(() => hub.gateway.sessionCount()).toBe(0);
  await hub.alert('checkout');
});
