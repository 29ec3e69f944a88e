import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { JournalEvent } from '../domain/hub-events.ts';
import type { Duty } from '../domain/paging/reaching.ts';
import type { Drill, OnCallView } from '../protocol/oncall.ts';
import type { DueTable } from './due-table.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

/** `later`: of a shift that had begun before the hub heard of it, the first one is put off. */
export type NextDrill = Drill['kind'] | 'later';

/** Who is on call as was announced last, when they are to be drilled, and whom of them nobody reaches. */
export class DutyTable {
  readonly #due: DueTable;
  readonly #all: Query<Tables['duties']>;
  readonly #rotas: Query<{ rota_id: string }>;
  readonly #people: Query<{ person_id: string }>;
  readonly #nextDrill: Query<{ kind: string }>;
  readonly #unreachable: Query<Tables['unreachable_people']>;
  readonly #writes: ReturnType<typeof bindWrites>;

  constructor(db: Kysely<Tables>, statements: Statements, due: DueTable) {
    this.#due = due;
    const duties = db.selectFrom('duties');
    this.#all = bindQuery(statements, duties.selectAll().compile());
    this.#rotas = bindQuery(
      statements,
      duties.select('rota_id').where('person_id', '=', '').orderBy('rota_id').compile(),
    );
    this.#people = bindQuery(
      statements,
      duties.select('person_id').where('rota_id', '=', '').compile(),
    );
    this.#nextDrill = bindQuery(
      statements,
      db.selectFrom('next_drills').select('kind').where('person_id', '=', '').compile(),
    );
    this.#unreachable = bindQuery(
      statements,
      db.selectFrom('unreachable_people').selectAll().compile(),
    );
    this.#writes = bindWrites(db, statements);
  }

  /** Of everybody on call, with each rota by which they are. */
  all(): Duty[] {
    return this.#all.all().map(({ rota_id, person_id }) => ({
      rotaId: rota_id,
      personId: person_id,
    }));
  }

  /** Ids of the rotas by which a person is on call. */
  rotasOf(personId: string): string[] {
    return this.#rotas.all(personId).map(({ rota_id }) => rota_id);
  }

  /** How the next drill of a person who is on call is done. */
  nextDrillOf(personId: string): NextDrill {
    return (this.#nextDrill.get(personId)?.kind ?? 'silent') as NextDrill;
  }

  /** Who on call cannot be reached. */
  unreachable(): OnCallView['unreachable'] {
    return this.#unreachable.all().map(({ person_id, since }) => ({ personId: person_id, since }));
  }

  /** Takes in an event; returns the ids of those who are not on call any more. */
  project(event: JournalEvent): readonly string[] {
    switch (event.type) {
      case 'shift.turned':
        return this.#turn(event.rotaId, event.personIds, { at: event.at, kind: 'audible' });
      case 'look.put-off':
        return this.#putOff(event);
      case 'person.unreachable':
        this.#writes.unreachable.run(event.personId, event.since);
        return [];
      case 'person.reachable':
        this.#writes.reachable.run(event.personId);
        return [];
      default:
        return [];
    }
  }

  #putOff(event: Extract<JournalEvent, { type: 'look.put-off' }>): readonly string[] {
    const { kind, subject, at, until, personIds } = event;
    // Whose shift has begun long before the hub heard of it is not woken up to be asked.
    if (kind === 'shift.turn' && personIds) {
      return this.#turn(subject, personIds, { at, kind: 'later' });
    }
    if (kind === 'drill.start' && this.rotasOf(subject).length > 0) {
      this.#due.put('drill.start', subject, Date.parse(until));
      this.#writes.nextDrill.run(subject, 'silent');
    }
    return [];
  }

  #turn(
    rotaId: string,
    personIds: readonly string[],
    first: { at: string; kind: NextDrill },
  ): readonly string[] {
    const before = this.#people.all(rotaId).map(({ person_id }) => person_id);
    const wasOnCall = new Set(personIds.filter((id) => this.rotasOf(id).length > 0));
    this.#writes.clear.run(rotaId);
    for (const personId of personIds) {
      this.#writes.add.run(rotaId, personId);
      if (wasOnCall.has(personId)) continue;
      this.#due.put('drill.start', personId, Date.parse(first.at));
      this.#writes.nextDrill.run(personId, first.kind);
    }
    const gone = before.filter((id) => this.rotasOf(id).length === 0);
    for (const personId of gone) {
      this.#due.remove('drill.start', personId);
      this.#writes.noDrill.run(personId);
      this.#writes.reachable.run(personId);
    }
    return gone;
  }
}

function bindWrites(db: Kysely<Tables>, statements: Statements) {
  const bind = (query: { compile: () => Parameters<typeof bindQuery>[1] }) =>
    bindQuery(statements, query.compile());
  const duty = { rota_id: '', person_id: '' };
  return {
    add: bind(
      db
        .insertInto('duties')
        .values(duty)
        .onConflict((conflict) => conflict.doNothing()),
    ),
    clear: bind(db.deleteFrom('duties').where('rota_id', '=', '')),
    nextDrill: bind(
      db
        .insertInto('next_drills')
        .values({ person_id: '', kind: '' })
        .onConflict((conflict) =>
          conflict.column('person_id').doUpdateSet({ kind: sql`excluded.kind` }),
        ),
    ),
    noDrill: bind(db.deleteFrom('next_drills').where('person_id', '=', '')),
    unreachable: bind(
      db
        .insertInto('unreachable_people')
        .values({ person_id: '', since: '' })
        .onConflict((conflict) =>
          conflict.column('person_id').doUpdateSet({ since: sql`excluded.since` }),
        ),
    ),
    reachable: bind(db.deleteFrom('unreachable_people').where('person_id', '=', '')),
  };
}
