import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { DutyEnd } from '../domain/records.ts';
import type { Override } from '../protocol/oncall.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

type Row = Pick<Tables['overrides'], 'body'>;

/** Changes of rotas for a time; those that are over too, since calendars show what was. */
export class OverrideTable {
  readonly #byId: Query<Pick<Tables['overrides'], 'body' | 'removal'>>;
  readonly #between: Query<Row>;
  readonly #lastAt: Query<Pick<Tables['events'], 'at'>>;
  readonly #insert: Query<unknown>;
  readonly #remove: Query<unknown>;
  /** Those that are not over, as far as anybody has asked. */
  #current: readonly Override[] | undefined;

  constructor(db: Kysely<Tables>, statements: Statements) {
    const standing = db.selectFrom('overrides').select('body').where('removal', 'is', null);
    this.#byId = bindQuery(
      statements,
      db.selectFrom('overrides').select(['body', 'removal']).where('id', '=', '').compile(),
    );
    this.#between = bindQuery(
      statements,
      standing.where('until_ms', '>', 0).where('from_ms', '<', 0).orderBy('seq').compile(),
    );
    this.#lastAt = bindQuery(
      statements,
      db.selectFrom('events').select('at').orderBy('seq', 'desc').limit(sql.lit(1)).compile(),
    );
    const row = { seq: 0, id: '', from_ms: 0, until_ms: 0, removal: null, body: '' };
    this.#insert = bindQuery(statements, db.insertInto('overrides').values(row).compile());
    this.#remove = bindQuery(
      statements,
      db.updateTable('overrides').set({ removal: '' }).where('id', '=', '').compile(),
    );
  }

  /** The same array while nothing changes. A few that have just ended may be among them. */
  current(): readonly Override[] {
    this.#current ??= this.between(
      Date.parse(this.#lastAt.get()?.at ?? '1970-01-01T00:00:00.000Z'),
      Number.MAX_SAFE_INTEGER,
    );
    return this.#current;
  }

  /** Those that touch a span, which may be long past, in the order in which they were added. */
  between(fromMs: number, untilMs: number): Override[] {
    return this.#between.all(fromMs, untilMs).map(toOverride);
  }

  /** Undefined when it was removed. */
  find(overrideId: string): Override | undefined {
    const row = this.#byId.get(overrideId);
    return row?.removal === null ? toOverride(row) : undefined;
  }

  removalOf(overrideId: string): DutyEnd | undefined {
    const removal = this.#byId.get(overrideId)?.removal;
    return typeof removal === 'string' ? (JSON.parse(removal) as DutyEnd) : undefined;
  }

  add(seq: number, override: Override): void {
    const { id, from, until } = override;
    const body = JSON.stringify(override);
    this.#insert.run(seq, id, Date.parse(from), Date.parse(until), null, body);
    if (this.#current) this.#current = [...this.#current, override];
  }

  remove(overrideId: string, removal: DutyEnd): void {
    this.#remove.run(JSON.stringify(removal), overrideId);
    this.#current = this.#current?.filter(({ id }) => id !== overrideId);
  }

  /** Lets go of those that ended before a time. */
  forgetOver(at: string): void {
    if (!this.#current?.some(({ until }) => until <= at)) return;
    this.#current = this.#current.filter(({ until }) => until > at);
  }

  /** After a job or a transaction that was lost, and before a rebuild. */
  forget(): void {
    this.#current = undefined;
  }
}

function toOverride({ body }: Row): Override {
  return JSON.parse(body) as Override;
}
