import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from '../migrations.ts';
import { createNodeSqliteDialect } from '../node-sqlite-dialect.ts';
import { Statements } from '../statements.ts';

/**
 * Makes the database of a data folder as an earlier hub left it: with the migrations up to this one,
 * and what `fill` puts into it.
 */
export async function makeOldDatabase(
  dataFolder: string,
  lastMigration: string,
  fill: (database: DatabaseSync) => void,
): Promise<void> {
  const database = new DatabaseSync(join(dataFolder, 'hub.sqlite'));
  try {
    const db = new Kysely({ dialect: createNodeSqliteDialect(new Statements(database)) });
    const provider = { getMigrations: () => Promise.resolve(migrations) };
    const { error } = await new Migrator({ db, provider }).migrateTo(lastMigration);
    if (error !== undefined) throw new Error('The database could not be made.', { cause: error });
    fill(database);
  } finally {
    database.close();
  }
}
