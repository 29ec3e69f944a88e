import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ConfigInForce, readConfig } from './config-file.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-config-'));
  file = join(folder, 'hub.yaml');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('without a file the defaults are in force', async () => {
  const config = await ConfigInForce.load(null);
  await config.reload();
  expect(config.current.grouping.windowSeconds).toBe(300);
});

test('a reload takes over what changed', async () => {
  writeFileSync(file, 'grouping: { windowSeconds: 10 }');
  const config = await ConfigInForce.load(file);
  writeFileSync(file, 'grouping: { windowSeconds: 20 }');
  await config.reload();
  expect(config.current.grouping.windowSeconds).toBe(20);
});

test('a reload of a file with errors is refused with its line, and the old config stays', async () => {
  writeFileSync(file, 'grouping: { windowSeconds: 10 }');
  const config = await ConfigInForce.load(file);
  writeFileSync(file, 'grouping:\n  windowSeconds: never\n');
  await expect(config.reload()).rejects.toMatchObject({
    code: 'config_invalid',
    detail: expect.stringContaining(`${file}:2:18: grouping.windowSeconds`),
  });
  expect(config.current.grouping.windowSeconds).toBe(10);
});

test('a mapping is found by its name, and by nothing else', async () => {
  writeFileSync(file, 'mappings: { probe: { key: $.id } }');
  const config = await ConfigInForce.load(file);
  expect(config.mapping('probe')).toEqual({ key: '$.id' });
  expect(config.mapping('probe')).toBe(config.mapping('probe'));
  for (const name of ['other', 'constructor', '__proto__']) {
    expect(config.mapping(name)).toBeUndefined();
  }
});

test('a file that is missing or a folder is an error of the catalogue', async () => {
  await expect(readConfig(join(folder, 'none'))).rejects.toMatchObject({ code: 'config_invalid' });
  await expect(readConfig(folder)).rejects.toMatchObject({ code: 'config_invalid' });
});

test('a file that no person wrote is refused by its size', async () => {
  writeFileSync(file, `# ${'x'.repeat(8 * 1024 * 1024)}`);
  await expect(readConfig(file)).rejects.toMatchObject({ code: 'config_invalid' });
});

test('a file that says nothing any more is refused, and what was in force stays', async () => {
  writeFileSync(file, 'grouping: { windowSeconds: 10 }');
  const config = await ConfigInForce.load(file);
  for (const text of ['', '{}', '# nothing\n']) {
    writeFileSync(file, text);
    await expect(config.reload()).rejects.toMatchObject({
      code: 'config_invalid',
      detail: expect.stringContaining('says nothing at all'),
    });
  }
  expect(config.current.grouping.windowSeconds).toBe(10);
  expect(config.problem?.text).toContain('says nothing at all');
});
