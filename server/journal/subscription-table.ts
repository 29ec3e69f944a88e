import type { Kysely } from 'kysely';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

/** Whose shifts, or which rota's, somebody reads with a calendar program. */
export interface KnownSubscription {
  tokenHash: string;
  personId: string;
  /** Null: all shifts of the person. */
  rotaId: string | null;
}

/** Addresses for calendar programs; of their tokens the hub has hashes only. */
export class SubscriptionTable {
  readonly #find: Query<Tables['subscriptions']>;
  readonly #ofPerson: Query<Tables['subscriptions']>;
  readonly #insert: Query<unknown>;
  readonly #delete: Query<unknown>;

  constructor(db: Kysely<Tables>, statements: Statements) {
    const rows = db.selectFrom('subscriptions').selectAll();
    this.#find = bindQuery(statements, rows.where('token_hash', '=', '').compile());
    this.#ofPerson = bindQuery(statements, rows.where('person_id', '=', '').compile());
    const row = { token_hash: '', person_id: '', rota_id: '' };
    this.#insert = bindQuery(statements, db.insertInto('subscriptions').values(row).compile());
    this.#delete = bindQuery(
      statements,
      db.deleteFrom('subscriptions').where('token_hash', '=', '').compile(),
    );
  }

  find(tokenHash: string): KnownSubscription | undefined {
    const row = this.#find.get(tokenHash);
    return row && toSubscription(row);
  }

  ofPerson(personId: string): KnownSubscription[] {
    return this.#ofPerson.all(personId).map(toSubscription);
  }

  add({ tokenHash, personId, rotaId }: KnownSubscription): void {
    this.#insert.run(tokenHash, personId, rotaId);
  }

  remove(tokenHash: string): void {
    this.#delete.run(tokenHash);
  }
}

function toSubscription(row: Tables['subscriptions']): KnownSubscription {
  return { tokenHash: row.token_hash, personId: row.person_id, rotaId: row.rota_id };
}
