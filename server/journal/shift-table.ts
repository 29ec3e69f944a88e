import type { Kysely } from 'kysely';
import type { WarnedGap } from '../domain/hub-events.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

type ShiftRow = Tables['announced_shifts'];

/** Who is on call in a rota as far as was said. */
export interface AnnouncedShift {
  personIds: readonly string[];
  /** Those who had not joined: keys of the config. */
  awaited: readonly string[];
}

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
        .values({ rota_id: '', body: '' })
        .onConflict((conflict) =>
          conflict.column('rota_id').doUpdateSet(({ ref }) => ({ body: ref('excluded.body') })),
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
  announced(rotaId: string): AnnouncedShift | undefined {
    const row = this.#shift.get(rotaId);
    return row && (JSON.parse(row.body) as AnnouncedShift);
  }

  /** Whether there ever was a rota. */
  hasRotas(): boolean {
    return this.knownRotaIds().length > 0;
  }

  /** Rotas that were ever looked at. */
  knownRotaIds(): string[] {
    return this.#shifts.all().map(({ rota_id }) => rota_id);
  }

  putAnnounced(rotaId: string, { personIds, awaited }: AnnouncedShift): void {
    this.#putShift.run(rotaId, JSON.stringify({ personIds, awaited }));
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
