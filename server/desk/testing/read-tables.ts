import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const tables = [
  ...['overrides', 'swaps', 'announced_shifts', 'warned_gaps', 'subscriptions', 'due'],
] as const;

/** All rows of the tables of rotas, and of what is due, as they are on disk. */
export function readTables(dataFolder: string): Record<string, unknown[]> {
  const database = new DatabaseSync(join(dataFolder, 'hub.sqlite'), { readOnly: true });
  try {
    return Object.fromEntries(
      tables.map((table) => [table, database.prepare(`select * from ${table}`).all()]),
    );
  } finally {
    database.close();
  }
}
