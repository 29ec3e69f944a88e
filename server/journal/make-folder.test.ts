import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFolder } from './make-folder.ts';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'tocsin-folder-'))));
afterEach(() => rmSync(root, { recursive: true }));

test('makes every level, for its owner alone, and is content with what is there', () => {
  const folder = join(root, 'a/b/c');
  makeFolder(folder);
  makeFolder(folder);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test('a file in the way is an error', () => {
  writeFileSync(join(root, 'file'), '');
  expect(() => makeFolder(join(root, 'file/below'))).toThrow(/ENOTDIR|EEXIST/);
});

test.runIf(process.platform === 'linux')('a file system that makes no folders is an error', () => {
  expect(() => makeFolder('/proc/tocsin/data')).toThrow(/ENOENT/);
});
