import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Side } from '../protocol/identity.ts';
import { limits } from '../protocol/limits.ts';
import type { PresentPerson } from '../protocol/presence.ts';
import type { TestDevice } from './test-device.ts';
import { TestHub } from './test-hub.ts';

let hub: TestHub;
let nowMs: number;

beforeEach(async () => {
  nowMs = 0;
  hub = await TestHub.start({ steadyNow: () => nowMs });
});
afterEach(() => hub.stop());

async function come(side: Side = 'sre') {
  const { deviceToken } = await hub.enrol(side);
  const device = await hub.join(deviceToken);
  const personId = personOf(device) ?? '';
  return { device, personId, deviceToken };
}

function personOf(device: TestDevice): string | undefined {
  const [welcome] = device.frames;
  return welcome?.type === 'welcome' ? welcome.you.person.id : undefined;
}

function tell(
  device: TestDevice,
  rooms: string[],
  isPresent = true,
  typingIn: string | null = null,
) {
  device.send({ type: 'presence', rooms, isPresent, typingIn });
}

function framesOf(device: TestDevice, room: string): PresentPerson[][] {
  return device.frames.flatMap((frame) =>
    frame.type === 'presence' && frame.incidentId === room ? [frame.people] : [],
  );
}

/** Settles when the newest that a device heard of a room is this, whoever comes first. */
async function sees(device: TestDevice, room: string, people: PresentPerson[]): Promise<void> {
  const wanted = JSON.stringify(people.toSorted((a, b) => (a.personId < b.personId ? -1 : 1)));
  await device.until(() => JSON.stringify(framesOf(device, room).at(-1)) === wanted);
}

/** Everything that the device sent before has been taken. */
async function settled(device: TestDevice): Promise<void> {
  device.send({ type: 'ping', id: 'settled' });
  await device.next('pong');
}

const present = (personId: string) => ({ personId, isPresent: true, isTyping: false });
const connected = (personId: string) => ({ personId, isPresent: false, isTyping: false });
const typing = (personId: string) => ({ personId, isPresent: true, isTyping: true });
const pause = 1_000;

test('whoever opens a room sees who is there, and those see who came and who left', async () => {
  const ada = await come();
  const bob = await come('developer');
  tell(ada.device, ['one']);
  await sees(ada.device, 'one', [present(ada.personId)]);
  nowMs += pause;
  tell(bob.device, ['one', 'two'], false);
  for (const { device } of [ada, bob]) {
    await sees(device, 'one', [present(ada.personId), connected(bob.personId)]);
  }
  await sees(bob.device, 'two', [connected(bob.personId)]);
  nowMs += pause;
  tell(ada.device, []);
  await sees(bob.device, 'one', [connected(bob.personId)]);
  nowMs += pause;
  tell(bob.device, ['two'], true);
  await sees(bob.device, 'two', [present(bob.personId)]);
  expect(framesOf(ada.device, 'two')).toEqual([]);
  expect(framesOf(ada.device, 'one')).toHaveLength(2);
});

test('a lost connection leaves the room', async () => {
  const ada = await come();
  const bob = await come();
  tell(ada.device, ['one']);
  await settled(ada.device);
  nowMs += pause;
  tell(bob.device, ['one']);
  await sees(ada.device, 'one', [present(ada.personId), present(bob.personId)]);
  nowMs += pause;
  bob.device.drop();
  await sees(ada.device, 'one', [present(ada.personId)]);
});

test('a removed device leaves at once, not when its connection has closed', async () => {
  const ada = await come();
  const bob = await come();
  tell(ada.device, ['one']);
  tell(bob.device, ['one']);
  await settled(bob.device);
  nowMs += pause;
  await sees(ada.device, 'one', [present(ada.personId), present(bob.personId)]);
  bob.device.socket.pause();
  nowMs += pause;
  const devices = (await hub.desk.readSnapshot()).devices;
  const { id = '' } = devices.find(({ personId }) => personId === bob.personId) ?? {};
  await hub.desk.admin({ type: 'device.revoke', deviceId: id });
  await sees(ada.device, 'one', [present(ada.personId)]);
});

test('typing shows in its room alone, and ends by itself', async () => {
  const ada = await come();
  const bob = await come();
  tell(bob.device, ['one', 'two']);
  await settled(bob.device);
  nowMs += pause;
  tell(ada.device, ['one', 'two'], true, 'one');
  await sees(bob.device, 'one', [typing(ada.personId), present(bob.personId)]);
  await sees(bob.device, 'two', [present(ada.personId), present(bob.personId)]);
  nowMs += 2 * limits.typingMs - 1;
  await settled(bob.device);
  expect(framesOf(bob.device, 'one').at(-1)).toContainEqual(typing(ada.personId));
  nowMs += 1;
  await sees(bob.device, 'one', [present(ada.personId), present(bob.personId)]);
  tell(ada.device, ['one'], true, 'elsewhere');
  await settled(ada.device);
  nowMs += pause;
  await sees(bob.device, 'two', [present(bob.personId)]);
  expect(framesOf(bob.device, 'one').at(-1)).toContainEqual(present(ada.personId));
});

test('two devices are one person, who is present where either is', async () => {
  const ada = await come();
  const bob = await come();
  const other = await hub.join(bob.deviceToken);
  tell(ada.device, ['one']);
  tell(bob.device, ['one'], false);
  await settled(bob.device);
  nowMs += pause;
  tell(other, ['one'], true, 'one');
  // Also the second device hears who is there.
  for (const device of [ada.device, bob.device, other]) {
    await sees(device, 'one', [present(ada.personId), typing(bob.personId)]);
  }
  nowMs += pause;
  tell(other, []);
  await sees(ada.device, 'one', [present(ada.personId), connected(bob.personId)]);
});

test('what changes in quick succession is told once, and what does not change not at all', async () => {
  const ada = await come();
  const bob = await come();
  tell(ada.device, ['one']);
  await sees(ada.device, 'one', [present(ada.personId)]);
  for (let count = 0; count < 50; count += 1) tell(bob.device, ['one'], count % 2 === 0);
  await settled(bob.device);
  await settled(ada.device);
  expect(framesOf(ada.device, 'one')).toHaveLength(1);
  nowMs += pause;
  await sees(ada.device, 'one', [present(ada.personId), connected(bob.personId)]);
  for (let count = 0; count < 5; count += 1) {
    nowMs += pause;
    tell(bob.device, ['one'], false);
    await settled(bob.device);
  }
  await settled(ada.device);
  expect(framesOf(ada.device, 'one')).toHaveLength(2);
});

test('more rooms than a device may have open end the session, and strange ones do no harm', async () => {
  const ada = await come();
  const many = Array.from({ length: limits.openRooms }, (_, index) => `${index}`);
  tell(ada.device, [...many.slice(1), 'x'.repeat(64)]);
  await settled(ada.device);
  tell(ada.device, [...many, 'one more']);
  expect((await ada.device.next('error')).error.code).toBe('frame_malformed');
});

test('presence is rate-limited like everything else that is sent', async () => {
  const ada = await come();
  for (let count = 0; count <= limits.commandBurst; count += 1) tell(ada.device, ['one']);
  expect((await ada.device.next('error')).error.code).toBe('rate_limited');
});

test('a crowd hears of a change once a second', async () => {
  const crowd = await Promise.all(Array.from({ length: 51 }, () => come()));
  const rooms = ['one'];
  for (const { device } of crowd) {
    tell(device, rooms);
    await settled(device);
  }
  nowMs += pause;
  const [first] = crowd;
  if (!first) throw new Error('Nobody came.');
  await sees(
    first.device,
    'one',
    crowd.map(({ personId }) => present(personId)),
  );
  tell(first.device, rooms, false);
  nowMs += 999;
  await settled(first.device);
  expect(framesOf(first.device, 'one').at(-1)).toContainEqual(present(first.personId));
  nowMs += 1;
  await first.device.until(() =>
    JSON.stringify(framesOf(first.device, 'one').at(-1)).includes('"isPresent":false'),
  );
  const heard = crowd.map(({ device }) => framesOf(device, 'one').length);
  expect(Math.max(...heard)).toBeLessThanOrEqual(3);
});

test('a frame names no more people than it may, those who write or are present first', async () => {
  await hub.stop();
  hub = await TestHub.start({ steadyNow: () => nowMs, limits: { presentPeople: 2 } });
  const [ada, bob, cyd] = [await come(), await come(), await come()];
  tell(ada.device, ['one'], false);
  tell(bob.device, ['one'], true);
  tell(cyd.device, ['one'], true, 'one');
  await settled(cyd.device);
  await settled(bob.device);
  nowMs += pause;
  await sees(ada.device, 'one', [present(bob.personId), typing(cyd.personId)]);
});
