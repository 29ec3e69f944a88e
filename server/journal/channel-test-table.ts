import type { Kysely } from 'kysely';
import type { JournalEvent } from '../domain/hub-events.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

export type AskedTest = Extract<JournalEvent, { type: 'channel.tested' }>;

type Row = Pick<Tables['channel_tests'], 'body'>;

/** Tests of channels that were asked for and have no result yet. */
export class ChannelTestTable {
  readonly #all: Query<Row>;
  readonly #byId: Query<Row>;
  readonly #insert: Query<unknown>;
  readonly #delete: Query<unknown>;

  constructor(db: Kysely<Tables>, statements: Statements) {
    const rows = db.selectFrom('channel_tests').select('body');
    this.#all = bindQuery(statements, rows.orderBy('seq').compile());
    this.#byId = bindQuery(statements, rows.where('test_id', '=', '').compile());
    this.#insert = bindQuery(
      statements,
      db.replaceInto('channel_tests').values({ seq: 0, test_id: '', body: '' }).compile(),
    );
    this.#delete = bindQuery(
      statements,
      db.deleteFrom('channel_tests').where('test_id', '=', '').compile(),
    );
  }

  /** In the order in which they were asked for. */
  all(): AskedTest[] {
    return this.#all.all().map(({ body }) => JSON.parse(body) as AskedTest);
  }

  find(testId: string): AskedTest | undefined {
    const row = this.#byId.get(testId);
    return row && (JSON.parse(row.body) as AskedTest);
  }

  project(event: JournalEvent): void {
    if (event.type !== 'channel.tested') return;
    if (event.outcome === 'asked') this.#insert.run(event.seq, event.testId, JSON.stringify(event));
    else this.#delete.run(event.testId);
  }
}
