import type { Kysely } from 'kysely';
import type { JournalEvent } from '../domain/hub-events.ts';
import type { Statements } from './statements.ts';
import type { Tables } from './tables.ts';

/** What is known of the attachments in the hub's folder. */
export class AttachmentTable {
  constructor(_db: Kysely<Tables>, _statements: Statements) {}

  project(_event: JournalEvent): void {}
}
