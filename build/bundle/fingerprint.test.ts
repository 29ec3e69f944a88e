import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint } from './fingerprint.ts';

describe('fingerprint', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'fingerprint-'));
    mkdirSync(join(folder, 'main/deep'), { recursive: true });
    writeFileSync(join(folder, 'main/deep/one.ts'), 'one');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('changes with content and names, not with tests or what is absent', () => {
    const take = () => fingerprint(folder, ['main', 'absent']);
    const before = take();
    expect(take()).toBe(before);
    writeFileSync(join(folder, 'main/deep/one.test.ts'), 'a test');
    expect(take()).toBe(before);
    writeFileSync(join(folder, 'main/deep/one.ts'), 'two');
    const changed = take();
    expect(changed).not.toBe(before);
    writeFileSync(join(folder, 'main/three.ts'), '');
    expect(take()).not.toBe(changed);
  });
});
