import { afterEach, beforeEach, expect, test } from 'vitest';
import { v7 as newId } from 'uuid';
import type { TestDevice } from './test-device.ts';
import { TestHub } from './test-hub.ts';

type BareType =
  'incident.acknowledge' | 'incident.unacknowledge' | 'incident.resolve' | 'sound.silence';

let hub: TestHub;
let sre: TestDevice;
let developer: TestDevice;
let incidentId: string;

beforeEach(async () => {
  hub = await TestHub.start();
  sre = await hub.join((await hub.enrol('sre')).deviceToken);
  developer = await hub.join((await hub.enrol('developer')).deviceToken);
  await hub.alert('checkout');
  incidentId = (await hub.desk.readSnapshot()).incidents[0]?.id ?? '';
});
afterEach(() => hub.stop());

async function ask(device: TestDevice, id: string, type: BareType, incident = incidentId) {
  device.send({ type: 'command', id, command: { type, incidentId: incident } });
  return (await device.next('reply')).answer;
}

test('an acknowledgement is answered after the commit and everybody hears of it', async () => {
  const id = newId();
  const answer = await ask(sre, id, 'incident.acknowledge');
  expect(answer).toEqual({ ok: true, verdict: 'applied', seq: hub.desk.head() });
  for (const device of [sre, developer]) {
    await device.until(() => device.cursor() === hub.desk.head());
    expect(device.frames.at(-1)).toMatchObject({
      type: 'event',
      event: { type: 'seat.acknowledged', side: 'sre', incidentId },
    });
  }
});

test('a repeated id gets the first answer again, also over another session', async () => {
  const id = newId();
  const first = await ask(sre, id, 'incident.acknowledge');
  expect(await ask(sre, id, 'incident.acknowledge')).toEqual(first);
  await ask(sre, newId(), 'incident.unacknowledge');
  expect(await ask(sre, id, 'incident.acknowledge')).toEqual(first);
});

test('a repeated id with other contents is refused', async () => {
  const id = newId();
  await ask(sre, id, 'incident.acknowledge');
  expect(await ask(sre, id, 'incident.resolve')).toMatchObject({
    ok: false,
    error: { code: 'command_reused', retryable: false },
  });
});

test('what is done already, or too late, or unknown, is said so', async () => {
  await ask(sre, newId(), 'incident.acknowledge');
  expect(await ask(sre, newId(), 'incident.acknowledge')).toMatchObject({ verdict: 'already' });
  expect(await ask(developer, newId(), 'sound.silence')).toMatchObject({
    verdict: 'applied',
    until: expect.any(String),
  });
  expect(await ask(developer, newId(), 'incident.resolve')).toMatchObject({ verdict: 'applied' });
  expect(await ask(sre, newId(), 'incident.acknowledge')).toMatchObject({
    error: { code: 'too_late' },
  });
  expect(await ask(sre, newId(), 'incident.acknowledge', 'nowhere')).toMatchObject({
    error: { code: 'incident_unknown' },
  });
});

test('commands of many devices at once are each answered once', async () => {
  const ids = Array.from({ length: 50 }, () => newId());
  for (const id of ids) {
    for (const device of [sre, developer]) {
      device.send({ type: 'command', id, command: { type: 'incident.acknowledge', incidentId } });
    }
  }
  for (const device of [sre, developer]) {
    const replies = () => device.frames.flatMap((one) => (one.type === 'reply' ? [one.re] : []));
    await device.until(() => replies().length === ids.length);
    expect(new Set(replies())).toEqual(new Set(ids));
  }
});

test('what a person does carries the zone that this session’s hello told, as long as it lasts', async () => {
  const { deviceToken } = await hub.enrol('sre');
  for (const zone of ['Europe/Berlin', undefined, 'Asia/Kolkata']) {
    const device = await hub.connect(deviceToken);
    device.hello(null, null, null, zone);
    await device.next('live');
    for (const type of ['incident.acknowledge', 'incident.unacknowledge'] as const) {
      const before = hub.desk.head();
      await ask(device, newId(), type);
      const [done] = await hub.desk.readEvents(before, 10);
      expect(done).toMatchObject({ actor: { kind: 'person' } });
      if (done?.type !== 'withheld' && done?.actor.kind === 'person') {
        expect(done.actor.zone).toBe(zone);
      }
    }
    device.drop();
  }
});

test('what a device reports is heard of by the others', async () => {
  sre.send({ type: 'report', report: { type: 'sound', sound: 'silent' } });
  sre.send({
    type: 'report',
    report: { type: 'receipts', stage: 'sounded', incidentIds: [incidentId] },
  });
  const typesOf = () => developer.frames.map((one) => (one.type === 'event' ? one.event.type : ''));
  await developer.until(() => typesOf().includes('page.receipts'));
  expect(typesOf()).toContain('device.sound-changed');
});
