import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withFolderLock } from './folder-lock.ts';

describe('withFolderLock', () => {
  let folder: string;
  let lock: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'folder-lock-'));
    lock = join(folder, 'lock');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('lets one in at a time', async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      await delay(5);
      inside--;
    };
    await Promise.all([1, 2, 3].map(async () => withFolderLock(lock, work)));
    expect(most).toBe(1);
  });

  it('is free again after a failure', async () => {
    const failing = withFolderLock(lock, async () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(await withFolderLock(lock, async () => Promise.resolve('in'))).toBe('in');
  });

  it('takes over from a process that is gone', async () => {
    mkdirSync(lock);
    writeFileSync(join(lock, 'pid'), String(2 ** 22 + 1));
    expect(await withFolderLock(lock, async () => Promise.resolve('in'))).toBe('in');
  });
});
