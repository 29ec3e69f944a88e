import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test } from 'vitest';
import { Journal } from './journal.ts';
import { openDatabase } from './open-database.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const open = (dataFolder: string) =>
  Journal.open({ dataFolder, newHubId: () => 'hub', newEpoch: () => 'first' });

/** Root may write anywhere, so such a test goes on as nobody. */
function withoutRootsRights(): void {
  if (process.geteuid?.() !== 0) return;
  process.seteuid?.(65_534);
  onTestFinished(() => process.seteuid?.(0));
}

test('makes the folder, and finds everything again', async () => {
  const dataFolder = join(temporaryFolder(), 'new', 'folder');
  const first = await open(dataFolder);
  await first.write((transaction) =>
    transaction.append({
      type: 'person.enrolled',
      at: '2026-11-23T03:00:00.000Z',
      actor: { kind: 'hub' },
      person: { id: 'ada', name: 'Ada', side: 'developer' },
    }),
  );
  await first.close();
  const newEpoch = () => 'second';
  const second = await Journal.open({ dataFolder, newHubId: () => 'another', newEpoch });
  onTestFinished(() => second.close());
  expect([second.hubId, second.head]).toEqual(['hub', 2]);
  expect(second.enrolment.people()).toMatchObject([{ name: 'Ada' }]);
});

test('what lies in a folder that others may read is for its owner alone', async () => {
  const dataFolder = temporaryFolder();
  chmodSync(dataFolder, 0o755);
  writeFileSync(join(dataFolder, 'hub.sqlite'), '', { mode: 0o644 });
  const journal = await open(dataFolder);
  onTestFinished(() => journal.close());
  const files = ['hub.sqlite', 'hub.sqlite-wal', 'hub.sqlite-shm'];
  const modes = files.map((file) => statSync(join(dataFolder, file)).mode & 0o777);
  expect(modes).toEqual([0o600, 0o600, 0o600]);
});

test('a second owner of the folder is refused while the first lives', async () => {
  const dataFolder = temporaryFolder();
  const first = await open(dataFolder);
  await expect(open(dataFolder)).rejects.toMatchObject({ code: 'data_folder_locked' });
  await first.close();
  await (await open(dataFolder)).close();
});

test('a folder that cannot be made is unwritable', async () => {
  const file = join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  await expect(open(join(file, 'data'))).rejects.toMatchObject({ code: 'data_folder_unwritable' });
  await expect(open(file)).rejects.toMatchObject({ code: 'data_folder_unwritable' });
});

test('a read-only folder is unwritable, empty or in use before', async () => {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  const empty = join(folder, 'empty');
  mkdirSync(empty, { mode: 0o555 });
  const used = join(folder, 'used');
  await (await open(used)).close();
  for (const name of ['hub.sqlite', 'hub.lock']) chmodSync(join(used, name), 0o444);
  chmodSync(used, 0o555);
  withoutRootsRights();
  await expect(open(empty)).rejects.toMatchObject({ code: 'data_folder_unwritable' });
  await expect(open(used)).rejects.toMatchObject({ code: 'data_folder_unwritable' });
});

test('a folder of a newer hub is left alone', async () => {
  const dataFolder = temporaryFolder();
  await (await open(dataFolder)).close();
  const database = new DatabaseSync(join(dataFolder, 'hub.sqlite'));
  database.exec("insert into kysely_migration values ('9999-later', '2030-01-01T00:00:00Z')");
  database.close();
  await expect(open(dataFolder)).rejects.toMatchObject({ code: 'data_folder_newer' });
});

test('a file that is no database is told as such', async () => {
  const dataFolder = temporaryFolder();
  writeFileSync(
    join(dataFolder, 'hub.sqlite'),
    'not a database, but long enough to be read as one',
  );
  await expect(open(dataFolder)).rejects.toMatchObject({ code: 'data_folder_unwritable' });
});

test('commits are durable by the database’s own account', async () => {
  const { writer, close } = await openDatabase(temporaryFolder());
  onTestFinished(close);
  const pragma = (name: string) =>
    Object.values(writer.database.prepare(`pragma ${name}`).get() ?? {})[0];
  expect(['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout'].map(pragma)).toEqual([
    'wal',
    2,
    1,
    0,
  ]);
});
