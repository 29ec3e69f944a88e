import { createHash, randomBytes } from 'node:crypto';
import { readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../journal/testing/temporary-folder.ts';
import { limits } from '../protocol/limits.ts';
import { AttachmentStore } from './store.ts';

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function openStore() {
  const dataFolder = temporaryFolder();
  const folder = join(dataFolder, 'attachments');
  const incoming = join(folder, 'incoming');
  return { dataFolder, folder, incoming, store: await AttachmentStore.open(dataFolder) };
}

async function put(store: AttachmentStore, bytes: Buffer) {
  const received = await store.receive(Readable.from([bytes]));
  try {
    return await store.keep(received);
  } finally {
    await store.discard(received);
  }
}

async function filesIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map(({ name }) => name);
}

test('bytes lie under their hash, for their owner alone, and are served as they came', async () => {
  const { store, folder } = await openStore();
  const bytes = randomBytes(300_000);
  const stored = await put(store, bytes);
  const hash = hashOf(bytes);
  expect(stored).toEqual({
    ...{ hash, mediaType: 'application/octet-stream', sizeBytes: 300_000 },
    ...{ image: null, text: null },
  });
  const path = join(folder, hash.slice(0, 2), hash);
  expect(bytes.equals(await readFile(path))).toBe(true);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect(await filesIn(folder)).toEqual([hash]);
  const read = await store.read(hash, 'whole');
  expect(read && bytes.equals(await buffer(read.stream))).toBe(true);
  expect(await store.has(stored)).toBe(true);
  expect(await store.read(hash, 'thumbnail')).toBeNull();
});

test('of an image only what was drawn anew is kept', async () => {
  const { store, folder } = await openStore();
  const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  const stored = await put(store, Buffer.concat([bytes, Buffer.from('hidden')]));
  expect((await filesIn(folder)).sort()).toEqual([stored.hash, `${stored.hash}.thumbnail`]);
  await rm(join(folder, stored.hash.slice(0, 2), `${stored.hash}.thumbnail`));
  expect(await store.has(stored)).toBe(false);
});

test('the same bytes at the same time end as one', async () => {
  const { store, folder } = await openStore();
  const bytes = Buffer.from('the same');
  const all = await Promise.all(Array.from({ length: 8 }, () => put(store, bytes)));
  for (const stored of all) expect(stored).toEqual(all[0]);
  expect(await filesIn(folder)).toEqual([hashOf(bytes)]);
});

test('too much is refused as soon as it is too much, and nothing of it stays', async () => {
  const { store, incoming } = await openStore();
  const stream = new PassThrough();
  const receiving = store.receive(stream);
  receiving.catch(() => undefined);
  for (let sent = 0; sent <= limits.attachmentBytes; sent += 1_000_000) {
    if (!stream.write(Buffer.alloc(1_000_000))) await new Promise((go) => stream.once('drain', go));
  }
  // Its end never comes.
  await expect(receiving).rejects.toMatchObject({ code: 'attachment_too_large' });
  expect(stream.destroyed).toBe(false);
  expect(await readdir(incoming)).toEqual([]);
});

test('nothing, and a stream that breaks off, leave nothing', async () => {
  const { store, folder } = await openStore();
  await expect(store.receive(Readable.from([]))).rejects.toMatchObject({
    code: 'attachment_empty',
  });
  const breaking = Readable.from(
    (async function* () {
      yield Buffer.from('half');
      await Promise.reject(new Error('cut'));
    })(),
  );
  await expect(store.receive(breaking)).rejects.toThrow('cut');
  expect(await filesIn(folder)).toEqual([]);
});

test('what a crash left half-done is swept away, what was kept stays', async () => {
  const { dataFolder, folder, incoming, store } = await openStore();
  const { hash } = await put(store, Buffer.from('kept'));
  await writeFile(join(incoming, 'half'), 'half of an upload');
  await store.receive(Readable.from([Buffer.from('received, not kept')]));
  expect(await readdir(incoming)).toHaveLength(2);
  await AttachmentStore.open(dataFolder);
  expect(await filesIn(folder)).toEqual([hash]);
});

test('a folder that cannot be written is told', async () => {
  const { dataFolder, folder, store } = await openStore();
  await rm(folder, { recursive: true });
  await writeFile(folder, 'in the way');
  const code = 'attachments_unwritable';
  await expect(store.receive(Readable.from([Buffer.from('x')]))).rejects.toMatchObject({ code });
  await expect(AttachmentStore.open(dataFolder)).rejects.toMatchObject({
    code: 'data_folder_unwritable',
  });
});

test('an image that cannot be opened leaves nothing', async () => {
  const { store, folder } = await openStore();
  await expect(put(store, Buffer.from('GIF89a nonsense'))).rejects.toMatchObject({
    code: 'image_unreadable',
  });
  expect(await filesIn(folder)).toEqual([]);
});
