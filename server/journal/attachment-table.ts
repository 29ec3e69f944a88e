import type { Kysely } from 'kysely';
import type { JournalEvent } from '../domain/hub-events.ts';
import type { StoredAttachment } from '../protocol/attachment.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

/** What is known of the attachments in the hub's folder. */
export class AttachmentTable {
  readonly #find: Query<{ body: string }>;
  readonly #put: Query<unknown>;

  constructor(db: Kysely<Tables>, statements: Statements) {
    this.#find = bindQuery(
      statements,
      db.selectFrom('attachments').select('body').where('hash', '=', '').compile(),
    );
    this.#put = bindQuery(
      statements,
      db
        .insertInto('attachments')
        .values({ hash: '', body: '' })
        .onConflict((conflict) =>
          conflict.column('hash').doUpdateSet(({ ref }) => ({ body: ref('excluded.body') })),
        )
        .compile(),
    );
  }

  find(hash: string): StoredAttachment | undefined {
    const row = this.#find.get(hash);
    return row && (JSON.parse(row.body) as StoredAttachment);
  }

  project(event: JournalEvent): void {
    if (event.type !== 'attachment.stored') return;
    this.#put.run(event.attachment.hash, JSON.stringify(event.attachment));
  }
}
