import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { DutyEnd } from '../domain/records.ts';
import type { Swap } from '../protocol/oncall.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

type Row = Pick<Tables['swaps'], 'body'>;

/** Swaps that were asked for, and what became of them. */
export class SwapTable {
  readonly #byId: Query<Pick<Tables['swaps'], 'body' | 'answer'>>;
  readonly #open: Query<Row>;
  readonly #put: Query<unknown>;
  #known: readonly Swap[] | undefined;

  constructor(db: Kysely<Tables>, statements: Statements) {
    this.#byId = bindQuery(
      statements,
      db.selectFrom('swaps').select(['body', 'answer']).where('id', '=', '').compile(),
    );
    this.#open = bindQuery(
      statements,
      db
        .selectFrom('swaps')
        .select('body')
        // The very words of the index.
        .where('state', '=', sql.lit('asked'))
        .orderBy('seq')
        .compile(),
    );
    this.#put = bindQuery(
      statements,
      db
        .insertInto('swaps')
        .values({ seq: 0, id: '', state: '', answer: '', body: '' })
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet(({ ref }) => ({
            state: ref('excluded.state'),
            answer: ref('excluded.answer'),
            body: ref('excluded.body'),
          })),
        )
        .compile(),
    );
  }

  /** The same array while nothing changes; in the order in which they were asked. */
  open(): readonly Swap[] {
    this.#known ??= this.#open.all().map(({ body }) => JSON.parse(body) as Swap);
    return this.#known;
  }

  find(swapId: string): Swap | undefined {
    const row = this.#byId.get(swapId);
    return row && (JSON.parse(row.body) as Swap);
  }

  answerOf(swapId: string): DutyEnd | undefined {
    const answer = this.#byId.get(swapId)?.answer;
    return typeof answer === 'string' ? (JSON.parse(answer) as DutyEnd) : undefined;
  }

  put(seq: number, swap: Swap, by: DutyEnd): void {
    const answer = swap.state === 'asked' ? null : JSON.stringify(by);
    this.#put.run(seq, swap.id, swap.state, answer, JSON.stringify(swap));
    this.#known = undefined;
  }

  /** After a job or a transaction that was lost, and before a rebuild. */
  forget(): void {
    this.#known = undefined;
  }
}
