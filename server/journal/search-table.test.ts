import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { NewEvent } from '../domain/hub-events.ts';
import { SearchQuery } from '../protocol/room-api.ts';
import { Journal } from './journal.ts';
import { makeOldDatabase } from './testing/old-database.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import type { JournalTransaction } from './transaction.ts';

const at = '2026-11-23T03:00:00.000Z';
const actor = { kind: 'person', personId: 'ada', deviceId: null } as const;
const incidentId = 'incident-1';
const messageId = (n: number): string => `0198f2c4-5a41-7d52-9a58-${String(n).padStart(12, '0')}`;

const opening: NewEvent = {
  ...{ type: 'incident.opened', at, actor: { kind: 'hub' }, incidentId, number: 1 },
  ...{ service: 'checkout', called: { developer: [], sre: [] } },
  alert: {
    ...{ id: 'alert-1', incidentId, dedupKey: 'a', sender: 'cli', integration: 'cli' },
    ...{ title: 'The first title', severity: 'error', status: 'firing', startsAt: at },
    ...{ labels: {}, annotations: {}, links: [], expiresAt: null, acknowledgedAtSender: null },
    ...{ resolvedAt: null, resolveCause: null },
  },
};
const raising: NewEvent = {
  ...{ type: 'incident.raised', at, actor, incidentId, severity: 'critical' },
  title: 'The second title',
};

function posting(n: number, text: string): NewEvent {
  return {
    ...{ type: 'message.posted', at, actor, incidentId, messageId: messageId(n), kind: 'message' },
    ...{ text, replyTo: null, attachments: [], mentions: { people: [], sides: [] } },
  };
}

function openJournal(dataFolder: string): Promise<Journal> {
  return Journal.open({ dataFolder, newHubId: () => 'hub', newEpoch: () => crypto.randomUUID() });
}

function find(journal: Journal, text: string): string[] {
  return journal.search(SearchQuery.parse({ text }), 100).map((found) => found.text);
}

/** Every word of the index with its place; the rows alone would tell nothing of it. */
function dump(dataFolder: string): unknown[] {
  const database = new DatabaseSync(join(dataFolder, 'hub.sqlite'));
  database.exec("create virtual table temp.words using fts5vocab('main', 'search', 'instance')");
  const rows = database.prepare('select * from words order by doc, "offset", term').all();
  database.exec("insert into search (search) values ('integrity-check')");
  const incidents = database.prepare('select * from search_incidents').all();
  database.close();
  return [...rows, ...incidents];
}

function append(...events: NewEvent[]): (transaction: JournalTransaction) => void {
  return (transaction) => events.forEach((event) => transaction.append(event));
}

test('the log alone gives the same index, word by word', async () => {
  const dataFolder = temporaryFolder();
  const journal = await openJournal(dataFolder);
  await journal.write(append(opening, posting(1, 'one two'), posting(2, 'three'), raising));
  const change = { at, actor, incidentId, mentions: { people: [], sides: [] } };
  const edit = { type: 'message.edited', messageId: messageId(1), text: 'four five' } as const;
  const remove = { type: 'message.deleted', messageId: messageId(2) } as const;
  await journal.write(append({ ...edit, ...change }, { ...remove, at, actor, incidentId }));
  // Whatever a damaged client may ask for: nothing comes back, nothing breaks.
  await journal.write(append({ ...edit, ...change, messageId: messageId(2), text: 'again' }));
  const before = dump(dataFolder);
  expect(before.length).toBeGreaterThan(10);
  journal.rebuild();
  expect(dump(dataFolder)).toEqual(before);
  expect(find(journal, 'five')).toEqual(['four five']);
  expect(find(journal, 'three')).toEqual([]);
  expect(find(journal, 'again')).toEqual([]);
  expect(find(journal, 'first')).toEqual(['#1 · checkout · The first title · The second title']);
  await journal.close();
});

test('a job that fails leaves nothing in the index, and those beside it do', async () => {
  const dataFolder = temporaryFolder();
  const journal = await openJournal(dataFolder);
  await journal.write(append(opening));
  const results = await Promise.allSettled([
    journal.write(append(posting(1, 'needle one'))),
    journal.write((transaction) => {
      append(posting(2, 'needle two'), raising)(transaction);
      expect(find(journal, 'needle')).toEqual([]);
      throw new Error('refused');
    }),
    journal.write(append(posting(3, 'needle three'))),
  ]);
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(find(journal, 'needle')).toEqual(['needle three', 'needle one']);
  expect(find(journal, 'second')).toEqual([]);
  const before = dump(dataFolder);
  journal.rebuild();
  expect(dump(dataFolder)).toEqual(before);
  await journal.close();
});

test('a killed process leaves an index of exactly what was committed', async () => {
  const dataFolder = temporaryFolder();
  const first = await openJournal(dataFolder);
  await first.write(append(opening));
  await first.close();
  const child = spawn(
    process.execPath,
    ['--input-type=module', '--eval', writeUntilKilled(dataFolder)],
    { stdio: ['ignore', 'pipe', 'inherit'], cwd: import.meta.dirname },
  );
  let written = 0;
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (bytes: Buffer) => {
      written += bytes.length;
      if (written >= 50) child.kill('SIGKILL');
    });
    child.on('close', () => resolve());
  });
  const journal = await openJournal(dataFolder);
  const found = journal.search(SearchQuery.parse({ text: 'needle' }), 100_000);
  expect(found.length).toBeGreaterThanOrEqual(written);
  const before = dump(dataFolder);
  journal.rebuild();
  expect(dump(dataFolder)).toEqual(before);
  await journal.close();
});

/** A program that posts one message after the other and prints a byte for each that is on disk. */
function writeUntilKilled(dataFolder: string): string {
  const template = JSON.stringify(posting(0, 'needle'));
  return `
    import { Journal } from './journal.ts';
    const journal = await Journal.open({
      dataFolder: ${JSON.stringify(dataFolder)},
      newHubId: () => 'hub',
      newEpoch: () => crypto.randomUUID(),
    });
    const template = ${template};
    for (;;) {
      await journal.write((transaction) =>
        transaction.append({ ...template, messageId: crypto.randomUUID() }));
      process.stdout.write('.');
    }
  `;
}

test('incidents of before the index are found', async () => {
  const dataFolder = temporaryFolder();
  const made = temporaryFolder();
  const journal = await openJournal(made);
  await journal.write(append(opening, raising, { ...opening, ...second }));
  await journal.close();
  const source = new DatabaseSync(join(made, 'hub.sqlite'));
  const rows = ['events', 'incidents'].map((table) => ({
    table,
    rows: source.prepare(`select * from ${table}`).all(),
  }));
  source.close();
  await makeOldDatabase(dataFolder, '0005-context', (database) => {
    for (const { table, rows: all } of rows) {
      for (const row of all) {
        const columns = Object.keys(row);
        const places = columns.map(() => '?').join(', ');
        database
          .prepare(`insert into ${table} (${columns.join(', ')}) values (${places})`)
          .run(...Object.values(row));
      }
    }
  });
  const upgraded = await openJournal(dataFolder);
  expect(find(upgraded, '#1')).toEqual(['#1 · checkout · The first title · The second title']);
  const query = { text: 'title', service: 'Überweisung', severity: 'warning' };
  expect(upgraded.search(SearchQuery.parse(query), 10)).toHaveLength(1);
  expect(dump(dataFolder)).toEqual(dump(made));
  await upgraded.close();
});

const second = {
  ...{ incidentId: 'incident-2', number: 2, service: 'Überweisung' },
  alert: { ...opening.alert, id: 'alert-2', incidentId: 'incident-2', severity: 'warning' },
} as const;
