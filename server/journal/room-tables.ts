import type { Kysely } from 'kysely';
import type { JournalEvent } from '../domain/hub-events.ts';
import type { Statements } from './statements.ts';
import type { Tables } from './tables.ts';

/** Messages and read marks of rooms, as of the last appended event. */
export class RoomTables {
  constructor(_db: Kysely<Tables>, _statements: Statements) {}

  project(_event: JournalEvent): void {}
}
