import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { JournalEvent } from '../domain/hub-events.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

/** Which part of the log each process wrote, as of the last appended event. */
export class EpochTable {
  readonly #insert: Query<unknown>;
  readonly #known: Query<{ next_seq: number | null }>;

  constructor(db: Kysely<Tables>, statements: Statements) {
    this.#insert = bindQuery(
      statements,
      db.insertInto('epochs').values({ first_seq: 0, id: '' }).compile(),
    );
    this.#known = bindQuery(
      statements,
      db
        .selectFrom('epochs')
        .select(
          sql<number | null>`(
            select min(later.first_seq) from epochs later where later.first_seq > epochs.first_seq
          )`.as('next_seq'),
        )
        .where('id', '=', '')
        .compile(),
    );
  }

  /** Takes in an event; one that begins no epoch changes nothing. */
  project(event: JournalEvent): void {
    if (event.type === 'epoch.began') this.#insert.run(event.seq, event.epoch);
  }

  /** `seq` of the last event of an epoch, which is `head` for the newest; null when unknown. */
  lastSeq(epoch: string, head: number): number | null {
    const known = this.#known.get(epoch);
    if (!known) return null;
    return known.next_seq === null ? head : known.next_seq - 1;
  }
}
