import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Stopgap } from '../protocol/stopgap.ts';
import type { Tables } from './tables.ts';

/** All stopgaps that nobody has answered for yet, the oldest first. */
export async function readOpenStopgaps(view: Kysely<Tables>): Promise<Stopgap[]> {
  const rows = await view
    .selectFrom('stopgaps')
    .select('body')
    .where('state', '=', sql.lit('open'))
    .orderBy('seq')
    .execute();
  return rows.map(({ body }) => JSON.parse(body) as Stopgap);
}
