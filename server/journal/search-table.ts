import type { Kysely } from 'kysely';
import type { JournalEvent } from '../domain/hub-events.ts';
import type { Statements } from './statements.ts';
import type { Tables } from './tables.ts';

/** The full-text index over all rooms. */
export class SearchTable {
  constructor(_db: Kysely<Tables>, _statements: Statements) {}

  project(_event: JournalEvent): void {}
}
