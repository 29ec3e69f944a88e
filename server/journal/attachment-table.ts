import type { Kysely } from 'kysely';
import type { JournalEvent } from '../domain/hub-events.ts';
import type { StoredAttachment } from '../protocol/attachment.ts';
import type { Statements } from './statements.ts';
import type { Tables } from './tables.ts';

/** What is known of the attachments in the hub's folder. */
export class AttachmentTable {
  constructor(_db: Kysely<Tables>, _statements: Statements) {}

  find(_hash: string): StoredAttachment | undefined {
    return undefined;
  }

  project(_event: JournalEvent): void {}
}
