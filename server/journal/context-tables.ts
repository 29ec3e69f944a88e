import type { Kysely } from 'kysely';
import type { JournalEvent } from '../domain/hub-events.ts';
import type { Statements } from './statements.ts';
import type { Tables } from './tables.ts';

/** Context packs of incidents, and deploys of services. */
export class ContextTables {
  constructor(_db: Kysely<Tables>, _statements: Statements) {}

  project(_event: JournalEvent): void {}
}
