import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { acknowledged, ana, opened, raj, t0 } from '../testing/factory.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';
import { forgetHub, loadMembership, saveMembership } from './membership.ts';
import { loadMirror, saveMirror } from './mirror-file.ts';
import { Mirror } from './mirror.ts';
import { loadOutbox, OutboxFileWriter } from './outbox-file.ts';
import type { OutboxEntry } from './outbox.ts';
import { Saver } from './saver.ts';

let folder: string;
let reasons: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-profile-'));
  reasons = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const onBroken = (reason: unknown): void => void reasons.push(String(reason));

function knownMirror(): Mirror {
  const mirror = new Mirror();
  mirror.begin('h1', 'e1');
  for (const event of [opened(1), acknowledged(2, 'sre')]) mirror.apply(event);
  return mirror;
}

const entry: OutboxEntry = {
  id: '0198f2c4-0000-7000-8000-0000000000a1',
  command: { type: 'incident.acknowledge', incidentId: 'i1' },
  requestedAt: 5,
  state: 'waiting',
  seq: null,
  error: null,
  instead: null,
};

test('what was known is known again', async () => {
  const whileAway = [{ at: t0, incidentId: 'i1', text: '#1 was resolved' }];
  const state = knownMirror().toState();
  await saveMirror(folder, {
    state,
    whileAway,
    wholeRooms: { i1: 2 },
    causes: [],
    isLacking: false,
  });
  expect(await loadMirror(folder, 'h1', onBroken)).toEqual({
    state,
    whileAway,
    wholeRooms: { i1: 2 },
    causes: [],
    isLacking: false,
  });
  expect(await readdir(folder)).toEqual(['mirror.json']);
  expect((await stat(join(folder, 'mirror.json'))).mode & 0o077).toBe(0);
  expect(reasons).toEqual([]);
});

test('a mirror of a version that knew no epochs is known again, without one', async () => {
  const state = knownMirror().toState();
  const { epoch, ...old } = state;
  expect(epoch).toBe('e1');
  const file = { version: 1, ...old, whileAway: [], wholeRooms: [] };
  await writeFile(join(folder, 'mirror.json'), JSON.stringify(file));
  expect(await loadMirror(folder, 'h1', onBroken)).toMatchObject({
    state: { ...state, epoch: null },
  });
  expect(reasons).toEqual([]);
});

test('a mirror of a version that skipped stopgaps is shown, and asked for anew until a snapshot came', async () => {
  const { stopgaps, cards, config, ...old } = knownMirror().toState();
  expect([stopgaps, cards, config.teams]).toEqual([[], [], []]);
  const file = { version: 1, ...old, whileAway: [], wholeRooms: ['i1'] };
  await writeFile(join(folder, 'mirror.json'), JSON.stringify(file));
  const loaded = await loadMirror(folder, 'h1', onBroken);
  expect(loaded).toMatchObject({ state: { cursor: 2 }, wholeRooms: {}, isLacking: true });
  if (!loaded) throw new Error('nothing was loaded');
  await saveMirror(folder, loaded);
  expect((await loadMirror(folder, 'h1', onBroken))?.isLacking).toBe(true);
  await saveMirror(folder, { ...loaded, isLacking: false });
  expect((await loadMirror(folder, 'h1', onBroken))?.isLacking).toBe(false);
  expect(reasons).toEqual([]);
});

test.each([
  ['cut short', '{"version":1,"hubId":"h1","cur'],
  ['of another form', '{"version":9}'],
  ['empty', ''],
])('a mirror that is %s is set aside', async (_name, text) => {
  await writeFile(join(folder, 'mirror.json'), text);
  expect(await loadMirror(folder, 'h1', onBroken)).toBe(null);
  expect(reasons).toHaveLength(1);
  expect(await readdir(folder)).toEqual(['mirror.json.broken']);
  expect(await loadMirror(folder, 'h1', onBroken)).toBe(null);
  expect(reasons).toHaveLength(1);
});

test('mirror and outbox of another hub are set aside', async () => {
  await saveMirror(folder, {
    state: knownMirror().toState(),
    whileAway: [],
    wholeRooms: {},
    causes: [],
    isLacking: false,
  });
  await new OutboxFileWriter(folder, 'h1').save([entry]);
  expect(await loadMirror(folder, 'h2', onBroken)).toBe(null);
  expect(await loadOutbox(folder, 'h2', onBroken)).toEqual([]);
  expect(reasons).toEqual(['of another hub', 'of another hub']);
  expect((await readdir(folder)).sort()).toEqual(['mirror.json.broken', 'outbox.json.broken']);
});

test('commands are on disk when their save has resolved, the newest state last', async () => {
  const writer = new OutboxFileWriter(folder, 'h1');
  const second = { ...entry, state: 'refused' as const };
  const saves = [writer.save([entry]), writer.save([entry, second]), writer.save([second])];
  await Promise.all(saves);
  expect(await loadOutbox(folder, 'h1', onBroken)).toEqual([second]);
});

test('an outbox that cannot be written says so', async () => {
  const writer = new OutboxFileWriter(join(folder, 'missing'), 'h1');
  await expect(writer.save([entry])).rejects.toThrow('ENOENT');
  await expect(writer.save([entry])).rejects.toThrow('ENOENT');
});

test('a crash while writing leaves the old file', async () => {
  const path = join(folder, 'thing.json');
  await writeJsonFile(path, { value: 1 });
  await writeFile(`${path}.new`, '{"val');
  const read = await readJsonFile(path, z.object({ value: z.number() }));
  expect(read).toEqual({ status: 'read', value: { value: 1 } });
});

test('membership is kept, holds no token, and leaving leaves nothing', async () => {
  const membership = { hub: 'http://127.0.0.1:4949', hubId: 'h1', person: raj, deviceId: 'd1' };
  await saveMembership(folder, { ...membership, person: ana });
  await saveMembership(folder, membership);
  expect(await loadMembership(folder)).toEqual(membership);
  expect(Object.keys(JSON.parse(await readFile(join(folder, 'membership.json'), 'utf8')))).toEqual([
    'hub',
    'hubId',
    'person',
    'deviceId',
  ]);
  await saveMirror(folder, {
    state: knownMirror().toState(),
    whileAway: [],
    wholeRooms: {},
    causes: [],
    isLacking: false,
  });
  await forgetHub(folder);
  expect(await readdir(folder)).toEqual([]);
  expect(await loadMembership(folder)).toBe(null);
});

test('a file that cannot be read is not taken for none', async () => {
  const path = join(folder, 'folder.json');
  await mkdir(path);
  expect(await readJsonFile(path, z.unknown())).toMatchObject({ status: 'broken' });
});

test('a thousand changes are a few saves, and none is forgotten at the end', async () => {
  const clock = new ManualClock();
  const saved: number[] = [];
  let value = 0;
  const saver = new Saver(clock, () => Promise.resolve(void saved.push(value)), onBroken);
  for (; value < 1_000; clock.advance(10)) {
    value += 1;
    saver.touch();
    await Promise.resolve();
  }
  value += 1;
  saver.touch();
  await saver.flush();
  expect(saved.length).toBeLessThanOrEqual(12);
  expect(saved.at(-1)).toBe(1_001);
  await saver.flush();
  expect(saved.at(-1)).toBe(1_001);
  expect(clock.timerCount).toBe(0);
});

test('a save that fails is told and done again', async () => {
  const clock = new ManualClock();
  let fails = true;
  let saves = 0;
  const save = () => {
    saves += 1;
    return fails ? Promise.reject(new Error('disk full')) : Promise.resolve();
  };
  const saver = new Saver(clock, save, () => onBroken('told'));
  saver.touch();
  await saver.flush();
  expect(reasons).toEqual(['told']);
  fails = false;
  await saver.flush();
  expect(saves).toBe(2);
});
