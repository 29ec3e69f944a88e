import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import type { Mock } from 'vitest';
import type { LogFn } from 'pino';
import { RunbookShelf } from './shelf.ts';

const content = (title: string) => `---\ntitle: ${title}\nservices: [checkout]\n---\n- [ ] Look\n`;

let folder: string;
let log: { warn: Mock<LogFn>; error: Mock<LogFn> };
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-shelf-'));
  log = { warn: vi.fn<LogFn>(), error: vi.fn<LogFn>() };
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

function write(name: string, text: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** A shelf that looks again only when something tells it to, or as often as `rereadMs` says. */
async function open(paths: string[], rereadMs = 1_000_000): Promise<RunbookShelf> {
  const folders = paths.map((path) => join(folder, path));
  const shelf = await RunbookShelf.open(folders, { log, settleMs: 10, rereadMs });
  onTestFinished(() => shelf.close());
  return shelf;
}

const titles = (shelf: RunbookShelf) => shelf.runbooks().map(({ title }) => title);
const warnings = () => log.warn.mock.calls.map((call) => String(call.at(-1)));

test('versions are named by the hash of their file, with the path below the folder', async () => {
  write('books/shop/pool.md', content('Pool'));
  const shelf = await open(['books']);
  const [version] = shelf.runbooks();
  expect(version).toMatchObject({ path: 'shop/pool.md', title: 'Pool' });
  expect(shelf.find(version?.hash ?? '')).toBe(version);
  expect(shelf.find('0'.repeat(64))).toBeUndefined();
});

test('files that are added, changed, moved and removed show without anybody asking', async () => {
  write('books/a.md', content('A'));
  write('books/other/b.md', content('B'));
  const shelf = await open(['books']);
  shelf.watch();
  write('books/a.md', content('A, corrected'));
  await expect.poll(() => titles(shelf)).toEqual(['A, corrected', 'B']);
  write('books/new/folder/c.md', content('C'));
  await expect.poll(() => titles(shelf)).toEqual(['A, corrected', 'C', 'B']);
  write('books/new/folder/c.md', content('C, too'));
  await expect.poll(() => titles(shelf)).toEqual(['A, corrected', 'C, too', 'B']);
  rmSync(join(folder, 'books/other'), { recursive: true });
  await expect.poll(() => titles(shelf)).toEqual(['A, corrected', 'C, too']);
});

test('the last good version stays while a file has errors, which are told once', async () => {
  write('books/a.md', content('A'));
  const shelf = await open(['books']);
  shelf.watch();
  write('books/a.md', '---\ntitle: A\nservices: [checkout]\n---\nNo steps.\n');
  await expect.poll(warnings).toHaveLength(1);
  expect(log.warn.mock.calls[0]?.at(0)).toEqual({ file: join(folder, 'books/a.md'), line: 5 });
  expect(warnings()[0]).toContain('a.md:5:1: This runbook has no steps.');
  expect(titles(shelf)).toEqual(['A']);
  write('books/b.md', content('B'));
  await expect.poll(() => titles(shelf)).toEqual(['A', 'B']);
  write('books/a.md', content('A again'));
  await expect.poll(() => titles(shelf)).toEqual(['A again', 'B']);
  expect(warnings()).toHaveLength(1);
});

test('a folder that vanishes leaves what was in it, and is read when it comes back', async () => {
  write('books/a.md', content('A'));
  const shelf = await open(['books']);
  shelf.watch();
  renameSync(join(folder, 'books'), join(folder, 'away'));
  await expect.poll(warnings).toHaveLength(1);
  expect(warnings()[0]).toContain('runbooks stay as they were');
  expect(titles(shelf)).toEqual(['A']);
  write('incoming/a.md', content('A, anew'));
  renameSync(join(folder, 'incoming'), join(folder, 'books'));
  await expect.poll(() => titles(shelf)).toEqual(['A, anew']);
  write('books/a.md', content('A, once more'));
  await expect.poll(() => titles(shelf)).toEqual(['A, once more']);
});

test('a folder that is emptied leaves what was in it', async () => {
  write('books/a.md', content('A'));
  const shelf = await open(['books']);
  shelf.watch();
  rmSync(join(folder, 'books/a.md'));
  await expect.poll(warnings).toEqual([expect.stringContaining('has no runbooks any more')]);
  expect(titles(shelf)).toEqual(['A']);
});

test('a link that is turned to another checkout is followed', async () => {
  write('first/a.md', content('First'));
  write('second/a.md', content('Second'));
  symlinkSync(join(folder, 'first'), join(folder, 'current'));
  const shelf = await open(['current']);
  shelf.watch();
  symlinkSync(join(folder, 'second'), join(folder, 'next'));
  renameSync(join(folder, 'next'), join(folder, 'current'));
  await expect.poll(() => titles(shelf)).toEqual(['Second']);
  write('second/a.md', content('Second, later'));
  await expect.poll(() => titles(shelf)).toEqual(['Second, later']);
});

test('what nobody tells of is seen when the folders are looked at in any case', async () => {
  write('first/books/a.md', content('First'));
  write('second/books/a.md', content('Second'));
  symlinkSync(join(folder, 'first'), join(folder, 'current'));
  const shelf = await open(['current/books'], 50);
  shelf.watch();
  // The folder above is watched where it was, and nothing happens there.
  symlinkSync(join(folder, 'second'), join(folder, 'next'));
  renameSync(join(folder, 'next'), join(folder, 'current'));
  await expect.poll(() => titles(shelf)).toEqual(['Second']);
});

test('files that are written while they are read end as they are', async () => {
  const shelf = await open(['.']);
  shelf.watch();
  for (let round = 0; round < 50; round += 1) {
    write('a.md', content(`Round ${round}`));
    await new Promise((resolve) => setImmediate(resolve));
  }
  await expect.poll(() => titles(shelf)).toEqual(['Round 49']);
});

test('other folders of a new config are read, and those that stay keep their last good', async () => {
  write('one/a.md', content('A'));
  write('two/a.md', content('B'));
  const shelf = await open(['one']);
  rmSync(join(folder, 'one'), { recursive: true });
  await shelf.use([join(folder, 'one'), join(folder, 'two')]);
  expect(shelf.runbooks().map(({ path }) => path)).toEqual(['a.md', 'two/a.md']);
  await shelf.use([join(folder, 'two')]);
  expect(titles(shelf)).toEqual(['B']);
  await shelf.use([]);
  expect(titles(shelf)).toEqual([]);
});

test('the same file in two folders is listed once', async () => {
  write('one/a.md', content('A'));
  write('two/b.md', content('A'));
  const shelf = await open(['one', 'two', 'one']);
  expect(shelf.runbooks().map(({ path }) => path)).toEqual(['a.md']);
});

test('a folder that was never there is told and looked for again', async () => {
  const shelf = await open(['books']);
  shelf.watch();
  expect(warnings()).toEqual([expect.stringContaining('ENOENT')]);
  write('incoming/a.md', content('A'));
  renameSync(join(folder, 'incoming'), join(folder, 'books'));
  await expect.poll(() => titles(shelf)).toEqual(['A']);
});
