import sharp from 'sharp';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Attachment } from '../server/protocol/attachment.ts';
import type { LaptopRig } from './testing/laptop-rig.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { idOf, online, Scene, until } from './testing/scene.ts';

let scene: Scene;

beforeEach(async () => {
  scene = await Scene.open();
}, 30_000);

afterEach(() => scene.close());

function say(rig: LaptopRig, incidentId: string, text: string, attachments: Attachment[] = []) {
  return rig.laptop.rooms.do({
    ...{ type: 'message.post', incidentId, kind: 'message', text, replyTo: null },
    attachments: attachments.map(({ hash, name }) => ({ hash, name })),
  });
}

test('attached while cut off: the messages wait, the answer to the alert does not, and all arrives in order', async () => {
  const clock = new ManualClock(Date.now());
  const developer = await scene.joined('developer');
  let sre = await scene.joined('sre', { clock, through: scene.way.url });
  await scene.hub.fire('checkout', 'critical');
  const incidentId = await idOf(sre, 'checkout', clock);
  const there = developer.openRoom(incidentId);
  await until(() => expect(there.view?.history).toBe('complete'));

  scene.way.cut();
  clock.advance(22_100);
  const { rooms } = sre.laptop;
  const log = { incidentId, name: 'pool.log', bytes: Buffer.from('one\n\u001b[31mtwo\u001b[0m\n') };
  const png = sharp({ create: { width: 800, height: 200, channels: 3, background: 'red' } }).png();
  const image = { incidentId, name: 'graph.png', bytes: await png.toBuffer() };
  const broken = { incidentId, name: 'broken.png', bytes: image.bytes.subarray(0, 60) };
  await say(sre, incidentId, 'look', [await rooms.attach(log), await rooms.attach(image)]);
  await say(sre, incidentId, 'this one is cut', [await rooms.attach(broken)]);
  await say(sre, incidentId, 'after it');
  await rooms.do({ type: 'incident.acknowledge', incidentId });

  sre = await scene.restart(sre);
  const here = sre.openRoom(incidentId);
  await until(() => expect(here.pending).toHaveLength(4), clock);
  expect(here.pending[0]).toBe('message.post waiting-for-link');
  expect(Object.values(here.view?.localAttachments ?? {})).toHaveLength(3);
  scene.way.mend();
  sre.laptop.wake('online');
  await online(sre, clock);

  await until(() => expect(there.texts).toEqual(['look', 'after it']), clock);
  await until(() => expect(here.pending).toEqual(['message.post refused']), clock);
  expect(here.view?.pending[0]?.verdict).toMatch(/image is broken/);
  const found = there.entries.find((entry) => entry.kind === 'message' && entry.text === 'look');
  if (found?.kind !== 'message') throw new Error('it was not said');
  expect(found.attachments).toMatchObject([
    { name: 'pool.log', mediaType: 'text/plain', text: { lineCount: 2, preview: 'one\ntwo\n' } },
    { name: 'graph.png', mediaType: 'image/png', image: { width: 800, height: 200 } },
  ]);
  const [text, picture] = found.attachments;
  const theirs = developer.laptop.rooms;
  expect(await theirs.attachmentText(text?.hash ?? '')).toEqual({
    ...{ text: 'one\ntwo\n', isCut: false },
  });
  expect(await theirs.attachment(picture?.hash ?? '', 'thumbnail')).toMatchObject({
    mediaType: 'image/webp',
  });
  expect(await theirs.saveAttachment(text?.hash ?? '', 'pool.log')).toBe('saved');
  expect(developer.saved).toEqual([{ name: 'pool.log', content: log.bytes }]);
});
