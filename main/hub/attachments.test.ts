import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { TocsinError } from '../../server/protocol/errors.ts';
import type { ErrorCode } from '../../server/protocol/errors.ts';
import { limits } from '../../server/protocol/limits.ts';
import { HubProcess } from '../testing/hub-process.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { LocalAttachments } from './attachments.ts';
import type { LocalAttachmentsOptions } from './attachments.ts';
import { HubApi } from './hub-api.ts';
import { joinHub, readInvite } from './join.ts';

const direct = { ca: undefined, agent: undefined };
let profileFolder: string;
let clock: ManualClock;
let warnings: unknown[];

beforeEach(async () => {
  profileFolder = await mkdtemp(join(tmpdir(), 'tocsin-profile-'));
  clock = new ManualClock();
  warnings = [];
});
afterEach(() => rm(profileFolder, { recursive: true }));

const apiOf = (hub: string, token = 'secret') =>
  new HubApi({ hub, token, route: () => Promise.resolve(direct) });

function load(api: HubApi, change: Partial<LocalAttachmentsOptions> = {}) {
  return LocalAttachments.load({
    ...{ profileFolder, hubId: 'h1', api, clock, random: () => 0.5 },
    warn: (fields) => void warnings.push(fields),
    ...change,
  });
}

/** Resolves when the upload came through or failed for good. */
function settled({ uploads }: LocalAttachments, hash: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = uploads.onSettled((other) => {
      if (other !== hash) return;
      stop();
      resolve();
    });
  });
}

const picture = (background: string) =>
  sharp({ create: { width: 600, height: 300, channels: 3, background } })
    .png()
    .toBuffer();

describe('with the real hub', () => {
  let hub: HubProcess;
  let api: HubApi;
  let other: HubApi;
  const enrol = async (person: string) => {
    const link = readInvite(await hub.invite(person, 'sre'));
    const device = { deviceName: 'laptop', platform: 'linux' };
    return apiOf(hub.url, (await joinHub(link, device, direct)).deviceToken);
  };
  beforeAll(async () => {
    hub = await HubProcess.start();
    [api, other] = [await enrol('Raj'), await enrol('Mia')];
  });
  afterAll(() => hub.stop());

  test('text goes up once the link is up, and others read it', async () => {
    const mine = await load(api);
    const bytes = Buffer.from('\u001b[31mfirst\u001b[0m\nsecond\n');
    const kept = await mine.keep('../../error.log', bytes);
    expect(kept).toMatchObject({
      name: '../../error.log',
      mediaType: 'text/plain',
      sizeBytes: bytes.length,
      text: { lineCount: 2, preview: 'first\nsecond\n' },
    });
    expect(mine.uploads.isUploaded(kept.hash)).toBe(false);
    const done = settled(mine, kept.hash);
    mine.uploads.open();
    await done;
    expect(mine.uploads.isUploaded(kept.hash)).toBe(true);
    expect(mine.find(kept.hash)).toEqual({ ...kept, name: undefined });

    const theirs = await load(other, { profileFolder: join(profileFolder, 'other') });
    expect(await theirs.textOf(kept.hash)).toEqual({ text: 'first\nsecond\n', isCut: false });
    expect((await theirs.bytesOf(kept.hash, 'whole'))?.bytes).toEqual(bytes);
    mine.uploads.close();
  });

  test('an image shows before it is uploaded, and after that as the hub drew it', async () => {
    const mine = await load(api);
    const bytes = Buffer.concat([await picture('red'), Buffer.from('<script>')]);
    const kept = await mine.keep('shot.png', bytes);
    expect(kept).toMatchObject({ mediaType: 'image/png', image: { width: 600, height: 300 } });
    const waiting = await mine.bytesOf(kept.hash, 'thumbnail');
    expect(waiting).toEqual({ bytes, mediaType: 'image/png' });
    const done = settled(mine, kept.hash);
    mine.uploads.open();
    await done;
    const whole = await mine.bytesOf(kept.hash, 'whole');
    expect(whole?.mediaType).toBe('image/png');
    expect(whole?.bytes.includes('<script>')).toBe(false);
    expect((await mine.bytesOf(kept.hash, 'thumbnail'))?.mediaType).toBe('image/webp');
    mine.uploads.close();

    // From now on without the hub.
    const later = await load(apiOf('http://127.0.0.1:9'));
    expect((await later.bytesOf(kept.hash, 'whole'))?.bytes).toEqual(whole?.bytes);
    expect((await later.bytesOf(kept.hash, 'thumbnail'))?.mediaType).toBe('image/webp');
  });

  test('what waited when the app ended goes up after the next start', async () => {
    const before = await load(apiOf('http://127.0.0.1:9'));
    const { hash } = await before.keep('note.txt', Buffer.from('written offline'));
    const after = await load(api);
    expect(after.uploads.isUploaded(hash)).toBe(false);
    const done = settled(after, hash);
    after.uploads.open();
    await done;
    expect(after.uploads.isUploaded(hash)).toBe(true);
    after.uploads.close();
    expect((await load(api)).uploads.isUploaded(hash)).toBe(true);
  });

  test('a broken image fails for good, says why, and holds up nothing', async () => {
    const mine = await load(api);
    const png = await picture('green');
    const broken = await mine.keep('broken.png', png.subarray(0, png.length - 60));
    const fine = await mine.keep('fine.txt', Buffer.from('fine'));
    const done = settled(mine, fine.hash);
    mine.uploads.open();
    await done;
    expect(mine.uploads.failureOf(broken.hash)?.code).toBe('image_unreadable');
    expect(mine.uploads.isUploaded(broken.hash)).toBe(false);
    expect(mine.uploads.failureOf(fine.hash)).toBeNull();
    mine.uploads.close();
    const again = await load(api);
    expect(again.uploads.failureOf(broken.hash)?.code).toBe('image_unreadable');
  });

  test('what was on its way when the hub died goes up after its start', async () => {
    const mine = await load(api);
    const before = await mine.keep('before.txt', Buffer.from('stored before'));
    const done = settled(mine, before.hash);
    mine.uploads.open();
    await done;
    const bytes = randomBytes(limits.attachmentBytes);
    const { hash } = await mine.keep('core', bytes);
    await hub.crashAndRestart();
    await vi.waitFor(() => {
      clock.advance(15_000);
      expect(mine.uploads.isUploaded(hash)).toBe(true);
    }, 10_000);
    mine.uploads.close();
    const theirs = await load(other, { profileFolder: join(profileFolder, 'other') });
    expect((await theirs.bytesOf(hash, 'whole'))?.bytes.equals(bytes)).toBe(true);
    expect(await theirs.textOf(before.hash)).toEqual({ text: 'stored before', isCut: false });
  });

  test('what the hub does not have is told as such', async () => {
    const mine = await load(api);
    expect(await mine.bytesOf('0'.repeat(64), 'whole')).toBeNull();
    expect(await mine.textOf('0'.repeat(64))).toBeNull();
    expect(warnings).toContainEqual({ code: 'attachment_unknown' });
  });
});

describe('with a hub in trouble', () => {
  let server: Server;
  let url: string;
  let answers: (ErrorCode | 'ok' | 'changed')[];
  let heard: string[];

  beforeEach(async () => {
    answers = [];
    heard = [];
    server = createServer((request, response) => {
      void buffer(request).then((bytes) => {
        heard.push(bytes.toString());
        const answer = answers.shift() ?? 'ok';
        const hash = new URL(request.url ?? '', url).searchParams.get('hash') ?? '';
        const stored = { hash, mediaType: 'text/plain', sizeBytes: 1, image: null, text: null };
        if (answer === 'ok') response.end(JSON.stringify(stored));
        else if (answer === 'changed') response.end('changed');
        else {
          const error = new TocsinError(answer);
          response.writeHead(error.entry.httpStatus);
          response.end(JSON.stringify({ error: error.toWire() }));
        }
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  test('it is tried again, later and later, in order', async () => {
    answers = ['overloaded', 'attachments_unwritable', 'rate_limited'];
    const mine = await load(apiOf(url));
    mine.uploads.open();
    const one = await mine.keep('1', Buffer.from('one'));
    const two = await mine.keep('2', Buffer.from('two'));
    const done = Promise.all([settled(mine, one.hash), settled(mine, two.hash)]);
    for (const waitMs of [500, 1_000, 2_000]) {
      await vi.waitFor(() => expect(clock.timerCount).toBe(1));
      clock.advance(waitMs - 1);
      expect(clock.timerCount).toBe(1);
      clock.advance(1);
    }
    await done;
    expect(heard).toEqual(['one', 'one', 'one', 'one', 'two']);
    mine.uploads.close();
  });

  test('what the hub fails at again and again does not hold up the others for ever', async () => {
    answers = ['internal', 'internal', 'internal', 'internal', 'internal'];
    const mine = await load(apiOf(url));
    const { hash } = await mine.keep('poison', Buffer.from('poison'));
    const next = await mine.keep('next', Buffer.from('next'));
    const done = settled(mine, next.hash);
    mine.uploads.open();
    for (let tries = 1; tries < 5; tries += 1) {
      await vi.waitFor(() => expect(clock.timerCount).toBe(1));
      clock.advance(15_000);
    }
    await done;
    expect(mine.uploads.failureOf(hash)?.code).toBe('internal');
    // The user tries once more.
    const again = settled(mine, hash);
    await mine.keep('poison', Buffer.from('poison'));
    await again;
    expect(mine.uploads.failureOf(hash)).toBeNull();
    expect(mine.uploads.isUploaded(hash)).toBe(true);
    mine.uploads.close();
  });

  test('while the link is down nothing is sent', async () => {
    const mine = await load(apiOf(url));
    const { hash } = await mine.keep('a', Buffer.from('a'));
    mine.uploads.open();
    mine.uploads.close();
    clock.advance(60_000);
    expect(clock.timerCount).toBe(0);
    const done = settled(mine, hash);
    mine.uploads.open();
    await vi.waitFor(() => {
      clock.advance(15_000);
      expect(mine.uploads.isUploaded(hash)).toBe(true);
    });
    await done;
    mine.uploads.close();
  });

  test('bytes other than those asked for are not taken', async () => {
    answers = ['changed'];
    const mine = await load(apiOf(url));
    expect(await mine.bytesOf('0'.repeat(64), 'whole')).toBeNull();
    expect(warnings).toContainEqual({ code: 'attachment_damaged' });
  });
});

describe('on disk', () => {
  const nowhere = apiOf('http://127.0.0.1:9');
  const folder = () => join(profileFolder, 'attachments');

  test('files are for their owner alone', async () => {
    const { hash } = await (await load(nowhere)).keep('a', Buffer.from('a'));
    for (const name of [hash, 'uploads.json']) {
      expect((await stat(join(folder(), name))).mode & 0o777).toBe(0o600);
    }
    expect((await stat(folder())).mode & 0o777).toBe(0o700);
  });

  test('what nobody looked at for the longest time goes first, what waits never', async () => {
    const cacheBytes = 1_000;
    const mine = await load(nowhere, { cacheBytes });
    const waiting = await mine.keep('a', Buffer.alloc(900, 'a'));
    const others = ['b', 'c'].map((letter) => letter.repeat(64));
    for (const name of others) await writeFile(join(folder(), name), 'x'.repeat(400));
    const again = await load(nowhere, { cacheBytes });
    await again.keep('d', Buffer.from('d'));
    const left = await readdir(folder());
    expect(left).toContain(waiting.hash);
    expect(left.filter((name) => others.includes(name))).toEqual([]);
  });

  test('half a file is swept away, a broken list set aside', async () => {
    const mine = await load(nowhere);
    const { hash } = await mine.keep('a', Buffer.from('a'));
    await writeFile(join(folder(), `${hash}.1.part`), 'half');
    await writeFile(join(folder(), 'uploads.json'), '{');
    const again = await load(nowhere);
    expect(await readdir(folder())).toEqual([hash, 'uploads.json.broken']);
    expect(warnings).toHaveLength(1);
    expect((await again.bytesOf(hash, 'whole'))?.bytes.toString()).toBe('a');
  });

  test('nothing of another hub is used', async () => {
    const { hash } = await (await load(nowhere)).keep('a', Buffer.from('a'));
    const another = await load(nowhere, { hubId: 'h2' });
    expect(another.find(hash)).toBeNull();
    expect(await readdir(folder())).toEqual([]);
  });

  test('what is empty or too large is not taken, nor what the disk does not take', async () => {
    const mine = await load(nowhere);
    const code = (expected: ErrorCode) => expect.objectContaining({ code: expected });
    await expect(mine.keep('a', Buffer.alloc(0))).rejects.toEqual(code('attachment_empty'));
    const large = Buffer.alloc(limits.attachmentBytes + 1);
    await expect(mine.keep('a', large)).rejects.toEqual(code('attachment_too_large'));
    await rm(folder(), { recursive: true });
    await writeFile(folder(), 'in the way');
    await expect(mine.keep('a', Buffer.from('a'))).rejects.toEqual(code('file_unwritable'));
    await rm(folder());
  });

  test('a long text is cut', async () => {
    const mine = await load(nowhere);
    const { hash } = await mine.keep('long.log', Buffer.alloc(2_000_000, 'line\n'));
    const { text = '', isCut } = (await mine.textOf(hash)) ?? {};
    expect([text.length, isCut]).toEqual([1024 * 1024, true]);
    const image = await mine.keep('a.png', await picture('blue'));
    expect(await mine.textOf(image.hash)).toBeNull();
    expect(await readFile(join(folder(), image.hash))).toHaveLength(image.sizeBytes);
  });
});
