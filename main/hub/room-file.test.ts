import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { RoomLog } from '../../server/protocol/room-log.ts';
import { opened } from '../testing/factory.ts';
import { forgetHub } from './membership.ts';
import { RoomFiles } from './room-file.ts';

let folder: string;
let broken: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-room-files-'));
  broken = [];
});
afterEach(() => rm(folder, { recursive: true }));

const files = (hubId = 'h1'): RoomFiles =>
  new RoomFiles({ profileFolder: folder, hubId, onBroken: (name) => void broken.push(name) });

function room(incidentId: string) {
  const log = RoomLog.empty(incidentId);
  log.apply(opened(3, { incidentId }));
  return { through: 4, incident: null, state: log.toState() };
}

test('a room and its context come back as they were, for their owner alone', async () => {
  const content = { kind: 'note', title: 'A note', text: 'look at the pool' } as const;
  const item = { id: 'c1', seq: 4, at: '2026-10-03T01:13:00.000Z', content };
  await files().saveRoom('incident-1', 'e1', room('incident-1'));
  await files().saveContext('incident-1', 'e1', { through: 4, items: [item] });
  expect(await files().loadRoom('incident-1')).toMatchObject({
    ...{ lineage: 'e1', ...room('incident-1') },
  });
  expect(await files().loadContext('incident-1')).toMatchObject({ through: 4, items: [item] });
  expect(await files().loadRoom('incident-2')).toBe(null);
  const path = join(folder, 'rooms', 'incident-1.json');
  expect((await stat(path)).mode & 0o077).toBe(0);
  expect(broken).toEqual([]);
  await forgetHub(folder);
  expect(await readdir(folder)).toEqual([]);
});

test.each(['../../outside', 'a/b', 'CON', 'nul', '.', 'Über', 'x'.repeat(64), 'C:\\\\x'])(
  'the id %j of a hub names no file elsewhere',
  async (incidentId) => {
    await files().saveRoom(incidentId, null, room(incidentId));
    expect(await readdir(folder)).toEqual(['rooms']);
    const [name] = await readdir(join(folder, 'rooms'));
    expect(name).toMatch(/^(?:id-[0-9a-f]{64}|x{64})\.json$/);
    expect((await files().loadRoom(incidentId))?.state.incidentId).toBe(incidentId);
  },
);

test('what is broken, of another hub or of another incident is set aside', async () => {
  await files().saveRoom('incident-1', null, room('incident-1'));
  expect(await files('h2').loadRoom('incident-1')).toBe(null);
  await files().saveRoom('incident-1', null, room('incident-2'));
  expect(await files().loadRoom('incident-1')).toBe(null);
  await writeFile(join(folder, 'rooms', 'incident-3.json'), '{');
  expect(await files().loadRoom('incident-3')).toBe(null);
  expect(broken).toEqual(['room', 'room']);
  expect(await readdir(join(folder, 'rooms'))).toContain('incident-3.json.broken');
});

test('what nobody needed for long goes first, and all of what is very old', async () => {
  const now = Date.now();
  await files().tidy(now);
  for (let index = 0; index < 403; index += 1) {
    await files().saveRoom(`incident-${index}`, null, room(`incident-${index}`));
    const at = new Date(now - (403 - index) * 60_000);
    await utimes(join(folder, 'rooms', `incident-${index}.json`), at, at);
  }
  await files().tidy(now);
  const left = await readdir(join(folder, 'rooms'));
  expect(left).toHaveLength(400);
  expect(left).not.toContain('incident-2.json');
  expect(left).toContain('incident-3.json');
  await files().tidy(now + 91 * 24 * 60 * 60_000);
  expect(await readdir(join(folder, 'rooms'))).toEqual([]);
});
