import type { Kysely } from 'kysely';
import { toInstant } from '../domain/instant.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

type AnswerRow = Pick<Tables['answers'], 'device_id' | 'digest' | 'answer'>;

/** Long after any outbox was emptied. */
const keptMs = 30 * 24 * 60 * 60 * 1_000;

/** A hub that runs for years forgets as it goes, a little at a time. */
const putsPerPrune = 1_000;

/** First answers to commands: a ledger beside the log, since a refusal is no event. */
export class AnswerTable {
  readonly #find: Query<AnswerRow>;
  readonly #insert: Query<unknown>;
  readonly #prune: Query<unknown>;
  #puts = 0;

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
    this.#puts += 1;
    if (this.#puts % putsPerPrune === 0) this.prune(at);
  }

  /** Forgets answers that are too old at an instant. */
  prune(at: string): void {
    this.#prune.run(toInstant(Date.parse(at) - keptMs));
  }
}
