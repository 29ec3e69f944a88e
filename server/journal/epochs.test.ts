import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { NewEvent } from '../domain/hub-events.ts';
import { Journal } from './journal.ts';
import { makeOldDatabase } from './testing/old-database.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const at = '2026-11-23T03:00:00.000Z';
const event: NewEvent = { type: 'key.revoked', at, actor: { kind: 'hub' }, integrationId: 'key' };

async function open(dataFolder: string, epoch: string): Promise<Journal> {
  const journal = await Journal.open({ dataFolder, newHubId: () => 'hub', newEpoch: () => epoch });
  onTestFinished(() => journal.close());
  return journal;
}

const append = (journal: Journal): Promise<void> => journal.write((one) => one.append(event));
const begin = (journal: Journal): Promise<string> => journal.write((one) => one.beginEpoch(at));

test('each process that writes begins an epoch, which ends where the next one begins', async () => {
  const dataFolder = temporaryFolder();
  const first = await open(dataFolder, 'first');
  expect([await begin(first), first.head]).toEqual(['first', 1]);
  expect([await begin(first), first.head]).toEqual(['first', 1]);
  await append(first);
  expect([first.head, first.lastSeqOf('first'), first.lastSeqOf('second')]).toEqual([2, 2, null]);
  await first.close();

  await (await open(dataFolder, 'only read')).close();
  const second = await open(dataFolder, 'second');
  expect([second.head, second.lastSeqOf('first')]).toEqual([2, 2]);
  await append(second);
  expect(await begin(second)).toBe('second');
  expect(['first', 'only read', 'second'].map((epoch) => second.lastSeqOf(epoch))).toEqual([
    2,
    null,
    4,
  ]);
  expect((await second.readEvents(0, 10)).map(({ type }) => type)).toEqual([
    'epoch.began',
    'key.revoked',
    'epoch.began',
    'key.revoked',
  ]);
  second.rebuild();
  expect([second.lastSeqOf('first'), second.lastSeqOf('second')]).toEqual([2, 4]);
});

test('an epoch that a failed job began begins with the next job', async () => {
  const journal = await open(temporaryFolder(), 'first');
  const fails = journal.write((transaction) => {
    transaction.append(event);
    throw new Error('A fault.');
  });
  await Promise.allSettled([fails, append(journal)]);
  expect([journal.head, journal.lastSeqOf('first')]).toEqual([2, 2]);
  expect((await journal.readEvents(0, 10)).map(({ type }) => type)).toEqual([
    'epoch.began',
    'key.revoked',
  ]);
});

test('a journal from before epochs gets its first one', async () => {
  const dataFolder = temporaryFolder();
  await makeOldDatabase(dataFolder, '0001-first-tables', (database) => {
    const row = { seq: 1, ...event };
    database
      .prepare('insert into events values (1, ?, ?, null, ?)')
      .run(at, event.type, JSON.stringify(row));
  });
  const journal = await open(dataFolder, 'first');
  await append(journal);
  expect([journal.head, journal.lastSeqOf('first')]).toEqual([3, 3]);
});

test('what is written while no hub runs is no part of an epoch that ended elsewhere', async () => {
  const folder = temporaryFolder();
  const [lost, restored] = [join(folder, 'lost'), join(folder, 'restored')];
  const first = await open(lost, 'first');
  await append(first);
  await first.close();
  mkdirSync(restored);
  copyFileSync(join(lost, 'hub.sqlite'), join(restored, 'hub.sqlite'));
  const command = await open(restored, 'a command without a hub');
  for (let count = 0; count < 5; count += 1) await append(command);
  expect([command.head, command.lastSeqOf('first')]).toEqual([8, 2]);
});
