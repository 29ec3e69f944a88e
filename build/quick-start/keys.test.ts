import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { quickStartKeys } from './keys.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('keys are made once', async () => {
  const made = await quickStartKeys(folder);
  expect(made.genericUrl).toMatch(/\/ingest\/[0-9a-f]{32}\/generic$/);
  expect(await quickStartKeys(folder)).toEqual(made);
}, 60_000);

test('a key that was made and never written down is replaced', async () => {
  const lost = await quickStartKeys(folder);
  const file = join(folder, 'quick-start-generic.json');
  expect(existsSync(file)).toBe(true);
  rmSync(file);
  const made = await quickStartKeys(folder);
  expect(made.alertmanagerUrl).toBe(lost.alertmanagerUrl);
  expect(made.genericUrl).not.toBe(lost.genericUrl);
  expect(await quickStartKeys(folder)).toEqual(made);
}, 60_000);
