import { expect, test } from 'vitest';
import { silenceMs } from '../domain/response.ts';
import { toInstant } from '../domain/instant.ts';
import { createKey, enrol, firing, openTestDesk } from './testing/test-desk.ts';

async function ringing() {
  const { desk, clock } = await openTestDesk();
  const ada = await enrol(desk, 'Ada', 'developer');
  const bob = await enrol(desk, 'Bob', 'sre');
  await desk.ingest({ integration: await createKey(desk), alerts: [firing('disk')], group: null });
  const incidentId = (await desk.readSnapshot()).incidents[0]?.id ?? '';
  return { desk, clock, ada, bob, incidentId };
}

test('a repeated command gets the first answer and does nothing', async () => {
  const { desk, bob, incidentId } = await ringing();
  const id = crypto.randomUUID();
  const command = { type: 'incident.acknowledge', incidentId } as const;
  const first = await desk.command(id, command, bob);
  expect(first).toEqual({ ok: true, verdict: 'applied', seq: desk.head() });
  await desk.command(crypto.randomUUID(), { ...command, type: 'incident.unacknowledge' }, bob);
  const head = desk.head();
  expect(await desk.command(id, { incidentId, type: command.type }, bob)).toEqual(first);
  expect(desk.head()).toBe(head);
});

test('the same id twice in one commit is carried out once', async () => {
  const { desk, bob, incidentId } = await ringing();
  const id = crypto.randomUUID();
  const head = desk.head();
  const send = () => desk.command(id, { type: 'incident.acknowledge', incidentId }, bob);
  const [first, second] = await Promise.all([send(), send()]);
  expect(second).toEqual(first);
  expect(desk.head()).toBe(head + 1);
});

test('an id with other contents, or from another device, is refused', async () => {
  const { desk, ada, bob, incidentId } = await ringing();
  const id = crypto.randomUUID();
  await desk.command(id, { type: 'incident.acknowledge', incidentId }, bob);
  const refused = { ok: false, error: { code: 'command_reused', retryable: false } };
  expect(await desk.command(id, { type: 'incident.resolve', incidentId }, bob)).toMatchObject(
    refused,
  );
  expect(await desk.command(id, { type: 'incident.acknowledge', incidentId }, ada)).toMatchObject(
    refused,
  );
});

test('a refusal is the answer, and the answer again when repeated', async () => {
  const { desk, ada, bob, incidentId } = await ringing();
  await desk.command(crypto.randomUUID(), { type: 'incident.resolve', incidentId }, ada);
  const late = crypto.randomUUID();
  const send = () => desk.command(late, { type: 'incident.acknowledge', incidentId }, bob);
  const answer = await send();
  expect(answer).toMatchObject({ ok: false, error: { code: 'too_late' } });
  expect(await send()).toEqual(answer);
  expect(
    await desk.command(
      crypto.randomUUID(),
      { type: 'incident.resolve', incidentId: 'elsewhere' },
      bob,
    ),
  ).toMatchObject({ ok: false, error: { code: 'incident_unknown' } });
});

test('silence is answered with the time at which the sound comes back', async () => {
  const { desk, clock, bob, incidentId } = await ringing();
  expect(
    await desk.command(crypto.randomUUID(), { type: 'sound.silence', incidentId }, bob),
  ).toMatchObject({ verdict: 'applied', until: toInstant(clock.nowMs + silenceMs) });
});

test('a hub that is closing refuses without throwing', async () => {
  const { desk, bob, incidentId } = await ringing();
  const closed = desk.close();
  expect(
    await desk.command(crypto.randomUUID(), { type: 'incident.resolve', incidentId }, bob),
  ).toMatchObject({ ok: false, error: { code: 'shutting_down', retryable: true } });
  await closed;
});

test('a message is the same command whatever the order of its fields, down to its attachments', async () => {
  const { desk, ada, incidentId } = await ringing();
  const hash = 'a'.repeat(64);
  const stored = { hash, mediaType: 'text/plain', sizeBytes: 3, image: null, text: null };
  await desk.noteAttachment(stored, { kind: 'hub' });
  const id = crypto.randomUUID();
  const message = { type: 'message.post', incidentId, kind: 'message', text: 'Look.' } as const;
  const post = (attachments: { hash: string; name: string }[]) =>
    desk.command(id, { ...message, replyTo: null, attachments }, ada);
  const first = await post([{ hash, name: 'web-1.log' }]);
  expect(first).toMatchObject({ ok: true, verdict: 'applied' });
  expect(await post([{ name: 'web-1.log', hash }])).toEqual(first);
  expect(await post([{ hash, name: 'web-2.log' }])).toMatchObject({
    error: { code: 'command_reused' },
  });
  expect((await desk.readEvents(desk.head() - 1, 1))[0]).toMatchObject({
    type: 'message.posted',
    messageId: id,
    attachments: [{ ...stored, name: 'web-1.log' }],
  });
});

test('whoever comes second is told who was first, and gets that answer again', async () => {
  const { desk, clock, bob, incidentId } = await ringing();
  const cyd = await enrol(desk, 'Cyd', 'sre');
  const at = toInstant(clock.nowMs);
  await desk.command(crypto.randomUUID(), { type: 'incident.acknowledge', incidentId }, bob);
  clock.nowMs += 60_000;
  const id = crypto.randomUUID();
  const late = () => desk.command(id, { type: 'incident.acknowledge', incidentId }, cyd);
  const answer = await late();
  expect(answer).toEqual({
    ok: true,
    verdict: 'superseded',
    seq: desk.head(),
    instead: { actor: { kind: 'person', personId: bob.person.id, deviceId: null }, at },
  });
  await desk.command(crypto.randomUUID(), { type: 'incident.unacknowledge', incidentId }, bob);
  expect(await late()).toEqual(answer);
});
