import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stopGroup } from '../child-process.ts';
import { startHub } from './hub-process.ts';
import { refuseIfRunning } from './running-hub.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-running-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a data folder that no hub used yet is free', async () => {
  await refuseIfRunning(folder);
});

test('a hub that runs is named, and one that was stopped is not in the way', async () => {
  const { child, url } = await startHub(folder, '127.0.0.1:0');
  await expect(refuseIfRunning(folder)).rejects.toThrow(`a hub at ${url} (process ${child.pid})`);
  await stopGroup(child);
  await refuseIfRunning(folder);
}, 60_000);

test('what a crashed hub left behind is not in the way', async () => {
  const record = { url: 'http://127.0.0.1:1', publicUrl: 'http://127.0.0.1:1', pid: process.pid };
  writeFileSync(join(folder, 'hub.json'), JSON.stringify(record));
  await refuseIfRunning(folder);
});
