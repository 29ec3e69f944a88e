import { chmodSync, closeSync, openSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { TocsinError } from '../protocol/errors.ts';
import { lockFolder } from './folder-lock.ts';
import { makeFolder } from './make-folder.ts';
import { migrations } from './migrations.ts';
import { createNodeSqliteDialect } from './node-sqlite-dialect.ts';
import { Statements } from './statements.ts';
import type { Tables } from './tables.ts';

export interface OpenedDatabase {
  /** The one writer. */
  writer: Statements;
  /** For reads that take long: sees one commit of the log while a read transaction lasts. */
  reader: Statements;
  close: () => void;
}

/**
 * Opens the database of a data folder as its only owner, making folder and tables as needed.
 * @throws TocsinError `data_folder_locked`, `data_folder_unwritable`, `data_folder_newer`
 */
export async function openDatabase(dataFolder: string): Promise<OpenedDatabase> {
  makeDataFolder(dataFolder);
  const lock = lockFolder(dataFolder);
  const opened: DatabaseSync[] = [];
  const open = (pragmas: string): Statements => {
    const database = new DatabaseSync(join(dataFolder, 'hub.sqlite'), { timeout: 0 });
    opened.push(database);
    database.exec(pragmas);
    return new Statements(database);
  };
  const close = (): void => {
    for (const database of opened.toReversed()) database.close();
    lock.release();
  };
  try {
    keepToOwner(join(dataFolder, 'hub.sqlite'));
    const writer = open(writerPragmas);
    await migrate(writer);
    proveWritable(writer.database);
    const reader = open('pragma query_only = on');
    return { writer, reader, close };
  } catch (error) {
    close();
    if (error instanceof TocsinError) throw error;
    const detail = `${dataFolder}: ${toError(error).message}`;
    throw new TocsinError('data_folder_unwritable', detail, { cause: error });
  }
}

/** A commit is on disk when it returns (`full`). */
export const writerPragmas = `
  pragma journal_mode = wal;
  pragma synchronous = full;
  pragma foreign_keys = on;
  pragma temp_store = memory;
  pragma cache_size = -65536;
`;

function makeDataFolder(dataFolder: string): void {
  try {
    makeFolder(resolve(dataFolder));
  } catch (error) {
    throw new TocsinError('data_folder_unwritable', toError(error).message, { cause: error });
  }
}

/** The folder may be there already, open to others; the files beside the database get its mode. */
function keepToOwner(file: string): void {
  closeSync(openSync(file, 'a', 0o600));
  for (const path of [file, `${file}-wal`, `${file}-shm`]) {
    try {
      chmodSync(path, 0o600);
    } catch {
      // It is not there, or somebody else's, whose word it is.
    }
  }
}

/** Migrations write only once, so that a full disk would show no sooner than the first alert. */
function proveWritable(database: DatabaseSync): void {
  database.exec(`
    insert into meta values ('openings', '1')
    on conflict (key) do update set value = cast(cast(value as integer) + 1 as text)
  `);
}

async function migrate(statements: Statements): Promise<void> {
  const db = new Kysely<Tables>({ dialect: createNodeSqliteDialect(statements) });
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  });
  refuseNewer(statements);
  const { error } = await migrator.migrateToLatest();
  statements.clear();
  if (error !== undefined) throw toError(error);
}

function refuseNewer(statements: Statements): void {
  const table = "select 1 from sqlite_schema where type = 'table' and name = 'kysely_migration'";
  if (!statements.database.prepare(table).get()) return;
  const applied = statements.database.prepare('select name from kysely_migration').all();
  const unknown = applied.map(({ name }) => String(name)).filter((name) => !(name in migrations));
  if (unknown.length > 0) throw new TocsinError('data_folder_newer', unknown.join(', '));
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
