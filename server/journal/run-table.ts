import type { Kysely } from 'kysely';
import type { JournalEvent } from '../domain/hub-events.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

export type StartedRun = Extract<JournalEvent, { type: 'step.run-started' }>;

type Row = Pick<Tables['runs_under_way'], 'body'>;

/** Commands of steps that were given to automation and have no result yet. */
export class RunTable {
  readonly #all: Query<Row>;
  readonly #byId: Query<Row>;
  readonly #insert: Query<unknown>;
  readonly #delete: Query<unknown>;

  constructor(db: Kysely<Tables>, statements: Statements) {
    const rows = db.selectFrom('runs_under_way').select('body');
    this.#all = bindQuery(statements, rows.orderBy('seq').compile());
    this.#byId = bindQuery(statements, rows.where('run_id', '=', '').compile());
    const row = { seq: 0, run_id: '', body: '' };
    this.#insert = bindQuery(
      statements,
      db
        .insertInto('runs_under_way')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .compile(),
    );
    this.#delete = bindQuery(
      statements,
      db.deleteFrom('runs_under_way').where('run_id', '=', '').compile(),
    );
  }

  /** In the order in which they began. */
  all(): StartedRun[] {
    return this.#all.all().map(({ body }) => JSON.parse(body) as StartedRun);
  }

  find(runId: string): StartedRun | undefined {
    const row = this.#byId.get(runId);
    return row && (JSON.parse(row.body) as StartedRun);
  }

  /** Takes in an event; one that does not concern this table changes nothing. */
  project(event: JournalEvent): void {
    if (event.type === 'step.run-started') {
      this.#insert.run(event.seq, event.runId, JSON.stringify(event));
    }
    if (event.type === 'step.run-finished') this.#delete.run(event.runId);
  }
}
