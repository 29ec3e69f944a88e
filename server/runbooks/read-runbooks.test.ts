import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { runbookFolders } from './find-files.ts';
import { readRunbooks } from './read-runbooks.ts';

const good = '---\ntitle: Slow\nservices: [checkout]\n---\n- [ ] Look\n';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-runbooks-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

test('every *.md of a folder is read, in the order of their paths, with its version', async () => {
  const paths = ['a.md', 'b/deep/er.MD', 'c.md'].map((name) => write(name, good));
  for (const name of ['README.md', 'b/readme.md', 'b/notes.txt', '.git/x.md', 'b/.hidden.md']) {
    write(name, good);
  }
  symlinkSync(folder, join(folder, 'again'));
  symlinkSync('/etc/hostname', join(folder, 'link.md'));
  const files = await readRunbooks([folder]);
  expect(files.map(({ path }) => path)).toEqual(paths);
  const hash = createHash('sha256').update(good).digest('hex');
  for (const file of files) expect(file).toMatchObject({ hash, parsed: { ok: true } });
});

test('a folder that is itself a link is read, and no file twice', async () => {
  const path = write('real/a.md', good);
  symlinkSync(join(folder, 'real'), join(folder, 'current'));
  expect(await readRunbooks([join(folder, 'current')])).toHaveLength(1);
  expect(await readRunbooks([join(folder, 'real'), path])).toHaveLength(1);
});

test('a file named by itself is read whatever it is called', async () => {
  expect(await readRunbooks([write('README.md', good)])).toMatchObject([{ parsed: { ok: true } }]);
});

test.each([
  [
    'one byte too large',
    Buffer.alloc(1024 * 1024 + 1, 'x'),
    1,
    1,
    'This file is larger than 1 MiB.',
  ],
  ['Latin-1', Buffer.from(`${good}- [ ] Gr\u00F6\u00DFe\n`, 'latin1'), 6, 9, 'This is no UTF-8.'],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47]), 1, 1, 'This is no UTF-8.'],
  ['nothing', Buffer.alloc(0), 1, 1, 'A runbook begins with front matter.'],
])('%s is a problem of the file', async (_name, content, line, column, reason) => {
  const [file] = await readRunbooks([write('a.md', content)]);
  const first = file?.parsed.ok === false ? file.parsed.problems[0] : null;
  expect(first).toMatchObject({ level: 'error', line, column, reason });
});

test('a file of the largest size is read', async () => {
  const content = good.padEnd(1024 * 1024, 'x ');
  expect(await readRunbooks([write('a.md', content)])).toMatchObject([{ parsed: { ok: true } }]);
});

test('UTF-8 with a byte order mark and CRLF is read', async () => {
  const content = `\uFEFF${good.replaceAll('\n', '\r\n')}`;
  expect(await readRunbooks([write('a.md', content)])).toMatchObject([
    { parsed: { ok: true, warnings: [] } },
  ]);
});

test('a path that is not there, and a folder without end, are refused', async () => {
  const unreadable = { code: 'runbooks_unreadable' };
  await expect(readRunbooks([join(folder, 'nowhere')])).rejects.toMatchObject(unreadable);
  await expect(readRunbooks(['/dev/null'])).rejects.toMatchObject(unreadable);
  write(`${'d/'.repeat(17)}a.md`, good);
  await expect(readRunbooks([folder])).rejects.toMatchObject({
    ...unreadable,
    detail: expect.stringContaining('deeper than 16 folders') as string,
  });
});

test('a file that may not be read does not keep the others from it', async () => {
  const secret = write('a.md', good);
  write('b.md', good);
  chmodSync(secret, 0);
  const files = await readRunbooks([folder]);
  // The superuser may read everything.
  const isAllowed = process.getuid?.() === 0;
  expect(files.map(({ parsed }) => parsed.ok)).toEqual([isAllowed, true]);
});

test('folders of a config begin in the folder of its file', () => {
  expect(runbookFolders(['runbooks', '../more', '/srv/x'], '/etc/tocsin/hub.yaml')).toEqual([
    '/etc/tocsin/runbooks',
    '/etc/more',
    '/srv/x',
  ]);
});
