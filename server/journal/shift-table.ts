import type { Kysely } from 'kysely';
import type { WarnedGap } from '../domain/hub-events.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

type ShiftRow = Tables['announced_shifts'];

/** What was said of shifts and gaps, so that it is said once. */
export class ShiftTable {
  readonly #shift: Query<ShiftRow>;
  readonly #shifts: Query<ShiftRow>;
  readonly #putShift: Query<unknown>;
  readonly #gaps: Query<Pick<Tables['warned_gaps'], 'body'>>;
  readonly #emptyGaps: Query<unknown>;
  readonly #insertGap: Query<unknown>;

  constructor(db: Kysely<Tables>, statements: Statements) {
    const shifts = db.selectFrom('announced_shifts').selectAll();
    this.#shift = bindQuery(statements, shifts.where('rota_id', '=', '').compile());
    this.#shifts = bindQuery(statements, shifts.orderBy('rota_id').compile());
    this.#putShift = bindQuery(
      statements,
      db
        .insertInto('announced_shifts')
        .values({ rota_id: '', person_ids: '' })
        .onConflict((conflict) =>
          conflict
            .column('rota_id')
            .doUpdateSet(({ ref }) => ({ person_ids: ref('excluded.person_ids') })),
        )
        .compile(),
    );
    this.#gaps = bindQuery(
      statements,
      db.selectFrom('warned_gaps').select('body').orderBy('place').compile(),
    );
    this.#emptyGaps = bindQuery(statements, db.deleteFrom('warned_gaps').compile());
    this.#insertGap = bindQuery(
      statements,
      db.insertInto('warned_gaps').values({ place: 0, body: '' }).compile(),
    );
  }

  /** Who was on call in a rota when that was last looked at; undefined when it never was. */
  announced(rotaId: string): readonly string[] | undefined {
    const row = this.#shift.get(rotaId);
    return row && (JSON.parse(row.person_ids) as string[]);
  }

  /** Whether there ever was a rota. */
  hasRotas(): boolean {
    return this.knownRotaIds().length > 0;
  }

  /** Rotas that were ever looked at. */
  knownRotaIds(): string[] {
    return this.#shifts.all().map(({ rota_id }) => rota_id);
  }

  putAnnounced(rotaId: string, personIds: readonly string[]): void {
    this.#putShift.run(rotaId, JSON.stringify(personIds));
  }

  /** Gaps that the teams were warned of, as far as they were still there. */
  warned(): WarnedGap[] {
    return this.#gaps.all().map(({ body }) => JSON.parse(body) as WarnedGap);
  }

  putWarned(gaps: readonly WarnedGap[]): void {
    this.#emptyGaps.run();
    for (const [place, gap] of gaps.entries()) this.#insertGap.run(place, JSON.stringify(gap));
  }
}
