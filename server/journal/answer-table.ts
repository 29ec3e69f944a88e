import type { Kysely } from 'kysely';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

type AnswerRow = Pick<Tables['answers'], 'device_id' | 'digest' | 'answer'>;

/** First answers to commands: a ledger beside the log, since a refusal is no event. */
export class AnswerTable {
  readonly #find: Query<AnswerRow>;
  readonly #insert: Query<unknown>;
  readonly #prune: Query<unknown>;

  constructor(db: Kysely<Tables>, statements: Statements) {
    this.#find = bindQuery(
      statements,
      db
        .selectFrom('answers')
        .select(['device_id', 'digest', 'answer'])
        .where('command_id', '=', '')
        .compile(),
    );
    this.#insert = bindQuery(
      statements,
      db
        .insertInto('answers')
        .values({ command_id: '', device_id: '', digest: '', answer: '', at: '' })
        .compile(),
    );
    this.#prune = bindQuery(statements, db.deleteFrom('answers').where('at', '<', '').compile());
  }

  find(commandId: string): AnswerRow | undefined {
    return this.#find.get(commandId);
  }

  put(commandId: string, row: AnswerRow, at: string): void {
    this.#insert.run(commandId, row.device_id, row.digest, row.answer, at);
  }

  /** Forgets answers given before an instant. */
  prune(before: string): void {
    this.#prune.run(before);
  }
}
