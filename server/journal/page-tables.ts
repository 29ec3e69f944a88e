import type { Kysely } from 'kysely';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

/** Small tables beside the incidents: cut groups, and which device told what of which page. */
export class PageTables {
  readonly #unseenPut: Query<unknown>;
  readonly #unseenRemove: Query<unknown>;
  readonly #unseenOf: Query<{ incident_id: string }>;
  readonly #unseenClear: Query<unknown>;
  readonly #receipt: Query<{ at: string }>;
  readonly #receiptPut: Query<unknown>;
  readonly #receiptsClear: Query<unknown>;
  readonly #receiptsClearOf: Query<unknown>;

  constructor(db: Kysely<Tables>, statements: Statements) {
    this.#unseenPut = bindQuery(
      statements,
      db
        .insertInto('unseen_groups')
        .values({ group_key: '', incident_id: '' })
        .onConflict((conflict) => conflict.doNothing())
        .compile(),
    );
    this.#unseenRemove = bindQuery(
      statements,
      db
        .deleteFrom('unseen_groups')
        .where('group_key', '=', '')
        .where('incident_id', '=', '')
        .compile(),
    );
    this.#unseenOf = bindQuery(
      statements,
      db.selectFrom('unseen_groups').select('incident_id').where('group_key', '=', '').compile(),
    );
    this.#unseenClear = bindQuery(
      statements,
      db.deleteFrom('unseen_groups').where('incident_id', '=', '').compile(),
    );
    this.#receipt = bindQuery(
      statements,
      db
        .selectFrom('receipts')
        .select('at')
        .where('incident_id', '=', '')
        .where('device_id', '=', '')
        .where('stage', '=', '')
        .compile(),
    );
    this.#receiptPut = bindQuery(
      statements,
      db
        .insertInto('receipts')
        .values({ incident_id: '', device_id: '', stage: '', at: '' })
        .onConflict((conflict) => conflict.doNothing())
        .compile(),
    );
    this.#receiptsClear = bindQuery(
      statements,
      db.deleteFrom('receipts').where('incident_id', '=', '').compile(),
    );
    const devicesOfPerson = db.selectFrom('devices').select('id').where('person_id', '=', '');
    this.#receiptsClearOf = bindQuery(
      statements,
      db
        .deleteFrom('receipts')
        .where('incident_id', '=', '')
        .where('device_id', 'in', devicesOfPerson)
        .compile(),
    );
  }

  incidentIdsWithUnseen(groupKey: string): string[] {
    return this.#unseenOf.all(groupKey).map(({ incident_id }) => incident_id);
  }

  setUnseen(groupKey: string, incidentId: string, unseen: number): void {
    if (unseen > 0) this.#unseenPut.run(groupKey, incidentId);
    else this.#unseenRemove.run(groupKey, incidentId);
  }

  /** A resolved incident waits for no group. */
  clearUnseen(incidentId: string): void {
    this.#unseenClear.run(incidentId);
  }

  hasReceipt(incidentId: string, deviceId: string, stage: string): boolean {
    return this.#receipt.get(incidentId, deviceId, stage) !== undefined;
  }

  putReceipt(incidentId: string, deviceId: string, stage: string, at: string): void {
    this.#receiptPut.run(incidentId, deviceId, stage, at);
  }

  /** A seat that rings anew is shown and sounded anew. */
  clearReceipts(incidentId: string): void {
    this.#receiptsClear.run(incidentId);
  }

  /** Whoever is paged by name is to see and hear it anew. */
  clearReceiptsOf(incidentId: string, personId: string): void {
    this.#receiptsClearOf.run(incidentId, personId);
  }
}
