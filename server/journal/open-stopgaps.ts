import type { Kysely } from 'kysely';
import type { Stopgap } from '../protocol/stopgap.ts';
import type { Tables } from './tables.ts';

/** All stopgaps that nobody has answered for yet, the oldest first. */
export async function readOpenStopgaps(_view: Kysely<Tables>): Promise<Stopgap[]> {
  return [];
}
