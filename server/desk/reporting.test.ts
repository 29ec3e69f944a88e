import { expect, test } from 'vitest';
import type { Report } from '../protocol/commands.ts';
import type { WireEvent } from '../protocol/events.ts';
import { createKey, enrol, firing, openTestDesk } from './testing/test-desk.ts';

async function ringing() {
  const { desk } = await openTestDesk();
  const bob = await enrol(desk, 'Bob', 'sre');
  const integration = await createKey(desk);
  await desk.ingest({ integration, alerts: [firing('disk')], group: null });
  const incidentId = (await desk.readSnapshot()).incidents[0]?.id ?? '';
  const since = desk.head();
  const news = async (): Promise<WireEvent['type'][]> =>
    (await desk.readEvents(since, 100)).map(({ type }) => type);
  return { desk, bob, integration, incidentId, news };
}

test('a device’s sound is noted when it changes', async () => {
  const { desk, bob, news } = await ringing();
  await desk.report({ type: 'sound', sound: 'silent' }, bob);
  await desk.report({ type: 'sound', sound: 'silent' }, bob);
  await desk.report({ type: 'sound', sound: 'audible' }, bob);
  expect(await news()).toEqual(['device.sound-changed', 'device.sound-changed']);
  expect((await desk.readSnapshot()).devices).toMatchObject([{ sound: 'audible' }]);
});

test('receipts told again, as after each reconnect, are noted once', async () => {
  const { desk, bob, incidentId, news } = await ringing();
  const incidentIds = [incidentId, incidentId, 'elsewhere'];
  for (const stage of ['shown', 'sounded', 'shown', 'sounded'] as const) {
    await desk.report({ type: 'receipts', stage, incidentIds }, bob);
  }
  expect(await news()).toEqual(['page.receipts', 'page.receipts']);
  const [incident] = (await desk.readSnapshot()).incidents;
  expect(incident?.seats.sre.heard).toEqual([bob.person.id]);
});

test('a seat that rings anew is heard anew', async () => {
  const { desk, bob, integration, incidentId, news } = await ringing();
  const sounded: Report = { type: 'receipts', stage: 'sounded', incidentIds: [incidentId] };
  await desk.report(sounded, bob);
  const acknowledge = { type: 'incident.acknowledge', incidentId } as const;
  await desk.command(crypto.randomUUID(), acknowledge, bob);
  const { content } = firing('worse');
  const worse = firing('worse', { content: { ...content, severity: 'critical' } });
  await desk.ingest({ integration, alerts: [worse], group: null });
  expect((await desk.readSnapshot()).incidents[0]?.seats.sre.heard).toEqual([]);
  await desk.report(sounded, bob);
  expect((await news()).filter((type) => type === 'page.receipts')).toHaveLength(2);
});

test('what a removed device still tells, and what is told of the past, is dropped', async () => {
  const { desk, bob, incidentId, news } = await ringing();
  const cyd = await enrol(desk, 'Cyd', 'sre');
  await desk.command(crypto.randomUUID(), { type: 'incident.resolve', incidentId }, cyd);
  await desk.report({ type: 'receipts', stage: 'shown', incidentIds: [incidentId] }, cyd);
  await desk.admin({ type: 'device.revoke', deviceId: bob.deviceId });
  await desk.report({ type: 'sound', sound: 'silent' }, bob);
  const types = await news();
  expect(types).not.toContain('page.receipts');
  expect(types).not.toContain('device.sound-changed');
});

test('what was read is noted when it is more than before, and not more than there is', async () => {
  const { desk, bob, incidentId } = await ringing();
  const since = desk.head();
  const read = (upTo: number, id = incidentId) =>
    desk.report({ type: 'read', incidentId: id, upTo }, bob);
  await read(since);
  await read(since);
  await read(since - 1);
  await read(0);
  await read(since + 100);
  await read(since, 'elsewhere');
  expect(await desk.readEvents(since, 100)).toMatchObject([
    { type: 'room.read', incidentId, personId: bob.person.id, upTo: since },
  ]);
});

test('who is paged by name sees and hears it anew, and nobody else', async () => {
  const { desk, bob, incidentId } = await ringing();
  const cyd = await enrol(desk, 'Cyd', 'sre');
  const other = await enrol(desk, 'Bob', 'sre');
  const sounded: Report = { type: 'receipts', stage: 'sounded', incidentIds: [incidentId] };
  for (const device of [bob, cyd, other]) await desk.report(sounded, device);
  const page = { type: 'person.page', incidentId, personId: bob.person.id } as const;
  await desk.command(crypto.randomUUID(), page, cyd);
  expect((await desk.readSnapshot()).incidents[0]?.seats.sre.heard).toEqual([cyd.person.id]);
  const since = desk.head();
  for (const device of [bob, cyd, other]) await desk.report(sounded, device);
  expect(await desk.readEvents(since, 100)).toMatchObject([
    { type: 'page.receipts', deviceId: bob.deviceId },
    { type: 'page.receipts', deviceId: other.deviceId },
  ]);
});
