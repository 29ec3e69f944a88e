import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { isVisible } from '../domain/hub-events.ts';
import type { JournalEvent } from '../domain/hub-events.ts';
import { foldStopgap, isOfStopgap, stopgapIdOf } from '../protocol/stopgap-fold.ts';
import type { StopgapEvent } from '../protocol/stopgap-fold.ts';
import type { Stopgap } from '../protocol/stopgap.ts';
import type { DueTable } from './due-table.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

type StopgapRow = Pick<Tables['stopgaps'], 'body'>;

/** Stopgaps as they are now, and when their owners are to be asked what becomes of them. */
export class StopgapTable {
  readonly #due: DueTable;
  readonly #byId: Query<StopgapRow>;
  readonly #open: Query<StopgapRow>;
  readonly #all: Query<StopgapRow>;
  readonly #probed: Query<StopgapRow>;
  readonly #insert: Query<unknown>;
  readonly #update: Query<unknown>;

  constructor(db: Kysely<Tables>, statements: Statements, due: DueTable) {
    this.#due = due;
    const select = db.selectFrom('stopgaps').select('body');
    this.#byId = bindQuery(statements, select.where('id', '=', '').compile());
    this.#open = bindQuery(
      statements,
      select
        .where('incident_id', '=', '')
        // The very words of the index.
        .where('state', '=', sql.lit('open'))
        .orderBy('seq')
        .compile(),
    );
    this.#all = bindQuery(
      statements,
      select.where('incident_id', '=', '').orderBy('seq').compile(),
    );
    this.#probed = bindQuery(
      statements,
      select
        .where('state', '=', sql.lit('open'))
        .where(sql<string>`body ->> '$.probeUrl'`, 'is not', null)
        .orderBy('seq')
        .compile(),
    );
    this.#insert = bindQuery(
      statements,
      db
        .insertInto('stopgaps')
        .values({ seq: 0, id: '', incident_id: '', service: '', state: '', body: '' })
        .compile(),
    );
    this.#update = bindQuery(
      statements,
      db.updateTable('stopgaps').set({ state: '', body: '' }).where('id', '=', '').compile(),
    );
  }

  find(stopgapId: string): Stopgap | undefined {
    const row = this.#byId.get(stopgapId);
    return row && toStopgap(row);
  }

  /** Those of an incident that are open, in the order in which they were installed. */
  openOf(incidentId: string): Stopgap[] {
    return this.#open.all(incidentId).map(toStopgap);
  }

  /** All of an incident, in the order in which they were installed. */
  allOf(incidentId: string): Stopgap[] {
    return this.#all.all(incidentId).map(toStopgap);
  }

  /** Those that are open and have an address to ask whether they hold. */
  probed(): Stopgap[] {
    return this.#probed.all().map(toStopgap);
  }

  project(event: JournalEvent): void {
    if (event.type === 'stopgap.asking-put-off') {
      this.#due.put('stopgap.asking', event.stopgapId, Date.parse(event.until));
    } else if (isVisible(event) && isOfStopgap(event)) this.#project(event);
  }

  #project(event: StopgapEvent): void {
    const id = stopgapIdOf(event);
    const before = this.find(id);
    const after = foldStopgap(before, event);
    if (!after || after === before) return;
    const { incidentId, service, state } = after;
    const body = JSON.stringify(after);
    if (before) this.#update.run(state, body, id);
    else this.#insert.run(event.seq, id, incidentId, service, state, body);
    // Whoever was asked is asked again at a time that comes with the next event.
    if (state !== 'open' || event.type === 'stopgap.asked') this.#due.remove('stopgap.asking', id);
    else if (after.expiresAt !== before?.expiresAt) {
      this.#due.put('stopgap.asking', id, Date.parse(after.expiresAt));
    }
  }
}

function toStopgap({ body }: StopgapRow): Stopgap {
  return JSON.parse(body) as Stopgap;
}
