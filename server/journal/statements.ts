import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { CompiledQuery } from 'kysely';

/** Prepared statements of one database by their SQL text. */
export class Statements {
  readonly database: DatabaseSync;
  readonly #bySql = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.database = database;
  }

  /** The prepared statement of this text, made once. */
  of(sql: string): StatementSync {
    let statement = this.#bySql.get(sql);
    if (!statement) {
      statement = this.database.prepare(sql);
      this.#bySql.set(sql, statement);
    }
    return statement;
  }

  /** Forgets all statements; needed after the tables themselves changed. */
  clear(): void {
    this.#bySql.clear();
  }
}

/** A query that Kysely compiled once and that runs at once, its parameters in the order of the SQL. */
export interface Query<Row> {
  get(...parameters: SQLInputValue[]): Row | undefined;
  all(...parameters: SQLInputValue[]): Row[];
  run(...parameters: SQLInputValue[]): void;
}

/**
 * Binds a compiled query to its prepared statement. The values it was built with only hold places.
 * Rows are what Kysely's types say: the tables are the hub's own and `strict`.
 */
export function bindQuery<Row>(statements: Statements, compiled: CompiledQuery<Row>): Query<Row> {
  const statement = statements.of(compiled.sql);
  return {
    get: (...parameters) => statement.get(...parameters) as Row | undefined,
    all: (...parameters) => statement.all(...parameters) as Row[],
    run: (...parameters) => void statement.run(...parameters),
  };
}
