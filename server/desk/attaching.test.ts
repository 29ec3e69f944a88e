import { expect, test } from 'vitest';
import type { StoredAttachment } from '../protocol/attachment.ts';
import type { Actor } from '../protocol/identity.ts';
import { enrol, openTestDesk } from './testing/test-desk.ts';

const log: StoredAttachment = {
  hash: 'ab'.repeat(32),
  mediaType: 'text/plain',
  sizeBytes: 12,
  image: null,
  text: { lineCount: 2, preview: 'first\nsecond' },
};

test('an attachment is noted once, found again, and known after a rebuild', async () => {
  const { desk } = await openTestDesk();
  const { person, deviceId } = await enrol(desk, 'Raj', 'sre');
  const actor: Actor = { kind: 'person', personId: person.id, deviceId };
  expect(await desk.findAttachment(log.hash)).toBeNull();
  const before = desk.head();
  await Promise.all([desk.noteAttachment(log, actor), desk.noteAttachment(log, actor)]);
  await desk.noteAttachment({ ...log }, actor);
  expect(desk.head()).toBe(before + 1);
  expect(await desk.findAttachment(log.hash)).toEqual(log);
  // Devices learn of it from the message that names it.
  expect(await desk.readEvents(before, 10)).toEqual([{ seq: before + 1, type: 'withheld' }]);

  desk.rebuild();
  expect(await desk.findAttachment(log.hash)).toEqual(log);
});

test('what is served otherwise since it was stored again is noted again', async () => {
  const { desk } = await openTestDesk();
  const actor: Actor = { kind: 'hub' };
  await desk.noteAttachment({ ...log, sizeBytes: 11 }, actor);
  await desk.noteAttachment(log, actor);
  expect(await desk.findAttachment(log.hash)).toEqual(log);
});
