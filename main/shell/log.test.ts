import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LogFile } from './log-file.ts';
import { logTo, openLog } from './log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the log', () => {
  it('holds lines of JSON in the profile, readable by its owner alone', () => {
    openLog(folder).warn({ page: 'sound' }, 'page is gone');
    const file = join(folder, 'logs', 'tocsin.log');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      level: 40,
      page: 'sound',
      msg: 'page is gone',
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('blanks secrets', () => {
    const lines: string[] = [];
    const log = logTo({ write: (line) => void lines.push(line) });
    log.info({ token: 's3cret', request: { headers: { authorization: 's3cret' } } }, 'a');
    log.info({ membership: { deviceToken: 's3cret' }, link: 'tocsin://join?code=s3cret' }, 'b');
    expect(lines.join('')).not.toContain('s3cret');
    expect(lines).toHaveLength(2);
  });

  it('stays within its size and keeps what was last said', () => {
    const file = join(folder, 'bounded.log');
    const log = new LogFile(file, 100);
    for (let line = 0; line < 50; line += 1) log.write(`line ${line}\n`);
    const [now, before] = [file, `${file}.1`].map((path) => readFileSync(path, 'utf8'));
    expect(now?.length).toBeLessThan(120);
    expect(before?.length).toBeLessThan(120);
    expect(now).toContain('line 49');
  });

  it('goes on after a restart', () => {
    const file = join(folder, 'bounded.log');
    new LogFile(file, 1_000).write('one\n');
    new LogFile(file, 1_000).write('two\n');
    expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
  });
});
