import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { JournalEvent } from '../domain/hub-events.ts';
import { foldDrill } from '../domain/paging/drill-fold.ts';
import type { DrillEvent } from '../domain/paging/drill-fold.ts';
import type { Drill } from '../protocol/oncall.ts';
import type { DueTable } from './due-table.ts';
import { DutyTable } from './duty-table.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

type Row = Pick<Tables['drills'], 'body'>;

/** What devices have to say about a drill that finds them mute: others of the person may do better. */
const hearOthersMs = 3_000;

/** Drills, who is on call and is to do them, and who on call cannot be reached. */
export class DrillTable {
  readonly duty: DutyTable;
  readonly #due: DueTable;
  readonly #all: Query<Row>;
  readonly #byId: Query<Row>;
  readonly #offers: Query<{ id: string }>;
  readonly #writes: ReturnType<typeof bindWrites>;

  constructor(db: Kysely<Tables>, statements: Statements, due: DueTable) {
    this.duty = new DutyTable(db, statements, due);
    this.#due = due;
    const drills = db.selectFrom('drills');
    this.#all = bindQuery(statements, drills.select('body').orderBy('seq').compile());
    this.#byId = bindQuery(statements, drills.select('body').where('id', '=', '').compile());
    this.#offers = bindQuery(
      statements,
      drills
        .select('id')
        .where('person_id', '=', '')
        .where('is_offer_awaited', '=', sql.lit(1))
        .compile(),
    );
    this.#writes = bindWrites(db, statements);
  }

  /** Open ones, the last of each person, and those that their shift may be offered on for. */
  drills(): readonly Drill[] {
    return this.#all.all().map(toDrill);
  }

  drill(drillId: string): Drill | undefined {
    const row = this.#byId.get(drillId);
    return row && toDrill(row);
  }

  /** Whether somebody's shift is going to be offered on unless a drill of theirs passes. */
  isOfferAwaited(personId: string): boolean {
    return this.#offers.get(personId) !== undefined;
  }

  project(event: JournalEvent): void {
    const goneIds = this.duty.project(event);
    for (const personId of goneIds) this.#forgetOffers(personId);
    switch (event.type) {
      case 'drill.started':
        this.#start(event);
        return;
      case 'drill.reported':
        this.#change(event);
        return;
      case 'drill.ended':
        this.#change(event);
        if (event.outcome === 'passed') this.#forgetOffers(event.personId);
        return;
      case 'shift.offered':
        this.#forgetOffers(event.personId);
        return;
      case 'look.put-off':
        this.#putOff(event);
        return;
      default:
    }
  }

  #start(event: Extract<DrillEvent, { type: 'drill.started' }>): void {
    const { drill } = event;
    this.#writes.prune.run(drill.personId);
    this.#writes.insert.run(event.seq, drill.id, drill.personId, JSON.stringify(drill));
    this.#due.put('drill.end', drill.id, Date.parse(drill.passBy));
  }

  #change(event: Exclude<DrillEvent, { type: 'drill.started' }>): void {
    const before = this.drill(event.drillId);
    const after = before && foldDrill(before, event);
    if (!after || after === before) return;
    const isOpen = after.state === 'open';
    this.#writes.update.run(isOpen ? 1 : 0, JSON.stringify(after), after.id);
    if (!isOpen) this.#due.remove('drill.end', after.id);
    else this.#due.put('drill.end', after.id, endMsOf(after, Date.parse(event.at)));
  }

  #putOff(event: Extract<JournalEvent, { type: 'look.put-off' }>): void {
    const { kind, subject } = event;
    if (kind !== 'drill.end' && kind !== 'shift.offer') return;
    if (!this.drill(subject)) return;
    this.#due.put(kind, subject, Date.parse(event.until));
    if (kind === 'shift.offer') this.#writes.awaitOffer.run(subject);
  }

  /** Their shift is not to be offered on any more, or it was. */
  #forgetOffers(personId: string): void {
    for (const { id } of this.#offers.all(personId)) this.#due.remove('shift.offer', id);
    this.#writes.forgetOffers.run(personId);
  }
}

/** A drill that rings and that nobody would hear is over sooner, unless another device says otherwise. */
function endMsOf({ kind, passBy, reports }: Drill, nowMs: number): number {
  const passByMs = Date.parse(passBy);
  const isHeard = reports.some(({ checks }) => checks.every(({ isOk }) => isOk));
  return kind === 'silent' || isHeard ? passByMs : Math.min(passByMs, nowMs + hearOthersMs);
}

function toDrill({ body }: Row): Drill {
  return JSON.parse(body) as Drill;
}

function bindWrites(db: Kysely<Tables>, statements: Statements) {
  const bind = (query: { compile: () => Parameters<typeof bindQuery>[1] }) =>
    bindQuery(statements, query.compile());
  return {
    insert: bind(
      db
        .insertInto('drills')
        .values({ seq: 0, id: '', person_id: '', is_open: sql.lit(1), body: '' }),
    ),
    update: bind(db.updateTable('drills').set({ is_open: 0, body: '' }).where('id', '=', '')),
    // Of each person the last one stays.
    prune: bind(
      db
        .deleteFrom('drills')
        .where('person_id', '=', '')
        .where('is_open', '=', sql.lit(0))
        .where('is_offer_awaited', '=', sql.lit(0)),
    ),
    awaitOffer: bind(
      db
        .updateTable('drills')
        .set({ is_offer_awaited: sql.lit(1) })
        .where('id', '=', ''),
    ),
    forgetOffers: bind(
      db
        .updateTable('drills')
        .set({ is_offer_awaited: sql.lit(0) })
        .where('person_id', '=', ''),
    ),
  };
}
