import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../journal/testing/temporary-folder.ts';
import { createDesk } from './create-desk.ts';
import type { HubDesk } from './create-desk.ts';
import { Mirror } from './testing/mirror.ts';

interface Line {
  head?: number;
  taken?: string;
  refused?: string;
}

const childFile = fileURLToPath(new URL('./testing/ingest-child.ts', import.meta.url));

/** Starts the hub's core on a folder; `fileLimitKiB` bounds the size of its files. */
function startChild(dataFolder: string, fileLimitKiB?: number) {
  const limit = fileLimitKiB === undefined ? '' : `ulimit -S -f ${fileLimitKiB}; `;
  const child = spawn(
    'bash',
    ['-c', `${limit}exec "$@"`, '-', process.execPath, childFile, dataFolder],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<Line | undefined> => {
    const line = await lines.next();
    return line.done === true ? undefined : (JSON.parse(line.value) as Line);
  };
  return { child, next };
}

/** Every alert in the journal by its key, read from the log from its beginning. */
async function takenKeys(desk: HubDesk): Promise<Set<string>> {
  const mirror = new Mirror();
  for (;;) {
    const events = await desk.readEvents(mirror.seq, 1_000);
    if (events.length === 0) break;
    for (const event of events) mirror.take(event);
  }
  expect(mirror.seq).toBe(desk.head());
  return new Set([...mirror.alerts.values()].map(({ dedupKey }) => dedupKey));
}

test('everything that was answered survives a kill in the middle, several times over', async () => {
  const dataFolder = temporaryFolder();
  const answered: string[] = [];
  for (const answers of [1, 400, 1_500]) {
    const { child, next } = startChild(dataFolder);
    const first = await next();
    expect(first?.head).toBeGreaterThanOrEqual(answered.length);
    let count = 0;
    for (let line = await next(); line; line = await next()) {
      if (line.taken === undefined) throw new Error(JSON.stringify(line));
      answered.push(line.taken);
      if (++count === answers) child.kill('SIGKILL');
    }
  }
  // The lock went with the process, so this opens at once.
  const desk = await createDesk({ dataFolder });
  onTestFinished(() => desk.close());
  const taken = await takenKeys(desk);
  expect(answered.filter((key) => !taken.has(key))).toEqual([]);
  expect(answered.length).toBeGreaterThan(1_900);
});

test('a hub that lives keeps another process out of its folder', async () => {
  const dataFolder = temporaryFolder();
  const { child, next } = startChild(dataFolder);
  await next();
  await expect(createDesk({ dataFolder })).rejects.toMatchObject({ code: 'data_folder_locked' });
  child.kill('SIGKILL');
  await once(child, 'exit');
  await (await createDesk({ dataFolder })).close();
});

test('a disk that takes no more is told to senders, and the hub goes on once it does', async () => {
  const dataFolder = temporaryFolder();
  const { child, next } = startChild(dataFolder, 800);
  const answered: string[] = [];
  const refusals = new Set<string>();
  let refusedCount = 0;
  let takenSince = 0;
  for (let line = await next(); line; line = await next()) {
    if (line.taken !== undefined) {
      answered.push(line.taken);
      if (refusedCount > 0 && ++takenSince === 300) child.kill('SIGKILL');
    }
    if (line.refused !== undefined) {
      refusals.add(line.refused);
      // Waits for several, so that the fault is one that lasts.
      if (++refusedCount === 64) {
        const args = ['prlimit', '--pid', String(child.pid), '--fsize=unlimited'];
        execFileSync('/usr/bin/env', args);
      }
    }
  }
  expect([...refusals]).toEqual(['journal_unwritable']);
  expect(takenSince).toBeGreaterThanOrEqual(300);
  const desk = await createDesk({ dataFolder });
  onTestFinished(() => desk.close());
  const taken = await takenKeys(desk);
  expect(answered.filter((key) => !taken.has(key))).toEqual([]);
});
