import type { Kysely } from 'kysely';
import type { VisibleEvent } from '../protocol/events.ts';
import { sides } from '../protocol/identity.ts';
import type { Incident } from '../protocol/incident.ts';
import { ReportedStage } from '../protocol/paging.ts';
import type { DeviceReceipt } from '../protocol/paging.ts';
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

  hasReceipt(incidentId: string, deviceId: string, stage: string): boolean {
    return this.#receipt.get(incidentId, deviceId, stage) !== undefined;
  }

  /**
   * What an event of an incident means for its pages.
   * @param before the incident without the event; undefined when it has just begun
   */
  follow(event: VisibleEvent, incidentId: string, before: Incident | undefined): void {
    switch (event.type) {
      case 'page.receipts':
        this.#receiptPut.run(incidentId, event.deviceId, event.stage, event.at);
        return;
      case 'group.truncated':
        if (event.unseen > 0) this.#unseenPut.run(event.groupKey, incidentId);
        else this.#unseenRemove.run(event.groupKey, incidentId);
        return;
      case 'incident.resolved':
        // A resolved incident waits for no group.
        this.#unseenClear.run(incidentId);
        return;
      case 'incident.raised':
      case 'incident.reopened':
      case 'seat.unacknowledged':
      case 'seat.released':
        // A seat that rings anew is shown and sounded anew.
        this.#receiptsClear.run(incidentId);
        return;
      case 'seat.called':
        for (const personId of event.personIds) this.#clearOf(personId, incidentId, before);
        return;
      case 'seat.lease-ended':
      case 'person.paged':
        this.#clearOf(event.personId, incidentId, before);
        return;
      default:
    }
  }

  /** Whoever is paged again is to see and hear it anew. */
  #clearOf(personId: string, incidentId: string, before: Incident | undefined): void {
    const hasReceipts = sides.some((side) =>
      before?.seats[side].pages.some(
        (page) => page.personId === personId && page.devices.some(hasReported),
      ),
    );
    if (hasReceipts) this.#receiptsClearOf.run(incidentId, personId);
  }
}

function hasReported({ times }: DeviceReceipt): boolean {
  return ReportedStage.options.some((stage) => times[stage] !== undefined);
}
