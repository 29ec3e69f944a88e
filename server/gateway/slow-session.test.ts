import { afterEach, expect, test } from 'vitest';
import { TestHub } from './test-hub.ts';

let hub: TestHub;
afterEach(() => hub.stop());

/** Fills the buffers of the operating system too, which hold some megabytes of their own. */
const bigTitle = 'x'.repeat(1_000);
async function storm(count: number): Promise<void> {
  await Promise.all(Array.from({ length: count }, (_, index) => hub.alert(`s${index}`, bigTitle)));
}

test('a session that does not keep up is cut off, the others go on, and it resumes without a gap', async () => {
  hub = await TestHub.start({ limits: { sessionBufferBytes: 100_000 } });
  const { deviceToken } = await hub.enrol();
  const quick = await hub.join(deviceToken);
  const slow = await hub.join(deviceToken);
  const known = slow.cursor();
  slow.socket.pause();
  let cutOff = false;
  for (let round = 0; round < 40 && !cutOff; round += 1) {
    await storm(500);
    await quick.until(() => quick.cursor() === hub.desk.head());
    // Whoever was cut off gets nothing more, so its part of the hub's memory stopped growing.
    cutOff = hub.gateway.sessionCount() === 1;
  }
  slow.socket.resume();
  await slow.closed();
  expect(slow.cursor()).toBeLessThan(hub.desk.head());
  const seqs = slow.seqs();
  expect(seqs).toEqual(seqs.map((_, index) => known + 1 + index));

  const back = await hub.join(deviceToken, slow.cursor());
  expect(back.cursor()).toBe(hub.desk.head());
}, 60_000);

test('a slow session that reads on in time learns why it was cut off', async () => {
  hub = await TestHub.start({ limits: { sessionBufferBytes: 100_000 } });
  const { deviceToken } = await hub.enrol();
  const device = await hub.join(deviceToken);
  device.socket.pause();
  const logged = new Promise<void>((resolve) => {
    hub.onEnded = (code) => {
      if (code === 'session_too_slow') resolve();
    };
  });
  let isOver = false;
  void logged.then(() => (isOver = true));
  for (let round = 0; round < 40 && !isOver; round += 1) await storm(500);
  device.socket.resume();
  expect((await device.next('error')).error.code).toBe('session_too_slow');
  expect(await device.closed()).toEqual({ code: 4003, reason: 'session_too_slow' });
}, 60_000);

test('a session that asks on without reading the answers does not grow the memory of the hub', async () => {
  hub = await TestHub.start({
    limits: { sessionBufferBytes: 100_000, heartbeatMs: 20, linkDeadMs: 1_000 },
  });
  const device = await hub.join((await hub.enrol()).deviceToken);
  device.raw.pause();
  let ended: string | null = null;
  hub.onEnded = (code) => (ended = code);
  const question = JSON.stringify({ type: 'ping', id: 'x'.repeat(60) });
  // Far more than the buffers of the operating system hold, on both ways.
  for (let sent = 0; ended === null && sent < 400_000; sent += 1) {
    device.socket.send(question);
    while (ended === null && device.socket.bufferedAmount > 100_000) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  expect(ended).toBe('session_silent');
}, 60_000);

test('one commit larger than the buffer cuts off nobody who keeps up', async () => {
  hub = await TestHub.start({ limits: { sessionBufferBytes: 10_000 } });
  const device = await hub.join((await hub.enrol()).deviceToken);
  await storm(400);
  await device.until(() => device.cursor() === hub.desk.head());
});

test('a replay waits for a slow client instead of piling up', async () => {
  hub = await TestHub.start({ limits: { replayEvents: 100_000, snapshotPartBytes: 64 * 1024 } });
  const { deviceToken } = await hub.enrol();
  const since = hub.desk.head();
  for (let round = 0; round < 24; round += 1) await storm(500);
  const device = await hub.connect(deviceToken);
  let reads = 0;
  const { readEvents } = hub.desk;
  hub.desk.readEvents = (from, limit) => {
    reads += 1;
    return readEvents(from, limit);
  };
  device.socket.pause();
  device.hello(since, hub.desk.hubId, hub.epoch);
  // Until the hub waits for the client: no further read in many turns.
  for (let quiet = 0, seen = 0; quiet < 200; quiet += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    if (reads !== seen) quiet = 0;
    seen = reads;
  }
  const events = hub.desk.head() - since;
  expect(reads * 100).toBeLessThan(events);
  device.socket.resume();
  await device.next('live');
  expect(device.seqs()).toHaveLength(events);
}, 60_000);
