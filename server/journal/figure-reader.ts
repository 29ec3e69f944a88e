import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Callees } from '../domain/figures/callees.ts';
import type {
  CallFact,
  ExtensionFact,
  IncidentFact,
  StopgapFact,
} from '../domain/figures/facts.ts';
import type { Incident } from '../protocol/incident.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

/** Epoch ms; `untilMs` itself is not in it. */
export interface TimeSpan {
  sinceMs: number;
  untilMs: number;
}

type NumberedCall = CallFact & { seq: number };

/** Rows of one read: few enough for nobody to wait for. */
const rowsPerRead = 1_000;
/** Whole incidents. */
const noisePerRead = 50;

/** Reads what reports are counted from, in order of time; a read per thousand rows, as they are asked for. */
export class FigureReader {
  readonly #incidents: Query<IncidentFact>;
  readonly #calls: Query<NumberedCall>;
  readonly #stopgaps: Query<StopgapFact>;
  readonly #extensions: Query<ExtensionFact>;
  readonly #names: Query<{ id: number; name: string }>;
  readonly #name: Query<{ name: string }>;
  readonly #noise: Query<{ opened_ms: number; number: number; body: string }>;

  constructor(db: Kysely<Tables>, statements: Statements) {
    const bind = <Row>(query: { compile: () => Parameters<typeof bindQuery<Row>>[1] }) =>
      bindQuery<Row>(statements, query.compile());
    const after = (time: string, number: string) =>
      sql<boolean>`(${sql.ref(time)}, ${sql.ref(number)}) > (${0}, ${0})`;
    this.#incidents = bind(
      db
        .selectFrom('figure_incidents')
        .select([
          'opened_ms as openedMs',
          'number',
          'service',
          'callees',
          'developer_after_ms as developerAfterMs',
          'developer_by as developerBy',
          'sre_after_ms as sreAfterMs',
          'sre_by as sreBy',
          'mitigated_after_ms as mitigatedAfterMs',
          'is_noise as isNoise',
        ])
        .where(after('opened_ms', 'number'))
        .where('opened_ms', '<', 0)
        .orderBy('opened_ms')
        .orderBy('number')
        .limit(sql.lit(rowsPerRead)),
    );
    this.#calls = bind(
      db
        .selectFrom('figure_calls')
        .select(['at_ms as atMs', 'seq', 'number', 'service', 'callees'])
        .where(after('at_ms', 'seq'))
        .where('at_ms', '<', 0)
        .orderBy('at_ms')
        .orderBy('seq')
        .limit(sql.lit(rowsPerRead)),
    );
    this.#stopgaps = bind(
      db
        .selectFrom('figure_stopgaps')
        .select(['installed_ms as installedMs', 'ended_ms as endedMs', 'service', 'owner'])
        .where('installed_ms', '<', 0)
        .where(sql<boolean>`(ended_ms is null or ended_ms >= ${0})`),
    );
    this.#extensions = bind(
      db
        .selectFrom('figure_extensions')
        .innerJoin('figure_stopgaps', 'figure_stopgaps.id', 'figure_extensions.stopgap_id')
        .select(['at_ms as atMs', 'service', 'owner'])
        .where('at_ms', '>=', 0)
        .where('at_ms', '<', 0),
    );
    const names = db.selectFrom('figure_names');
    this.#names = bind(names.select(['id', 'name']).where('kind', '=', ''));
    this.#name = bind(names.select('name').where('id', '=', 0));
    this.#noise = bind(
      db
        .selectFrom('figure_incidents')
        .innerJoin('incidents', 'incidents.number', 'figure_incidents.number')
        .select(['opened_ms', 'figure_incidents.number as number', 'incidents.body as body'])
        .where('is_noise', '=', sql.lit(1))
        .where('opened_ms', '>=', 0)
        .where(sql<boolean>`(opened_ms, ${sql.ref('figure_incidents.number')}) < (${0}, ${0})`)
        .orderBy('opened_ms', 'desc')
        .orderBy('figure_incidents.number', 'desc')
        .limit(sql.lit(noisePerRead)),
    );
  }

  /** Incidents that opened in that time, some at a time. */
  *incidents({ sinceMs, untilMs }: TimeSpan): Generator<IncidentFact[]> {
    let last = { timeMs: sinceMs, number: 0 };
    for (;;) {
      const rows = this.#incidents.all(last.timeMs, last.number, untilMs);
      yield rows;
      const row = rows.at(-1);
      if (!row || rows.length < rowsPerRead) return;
      last = { timeMs: row.openedMs, number: row.number };
    }
  }

  /** Calls of that time after the incidents had opened, some at a time. */
  *calls({ sinceMs, untilMs }: TimeSpan): Generator<CallFact[]> {
    let last = { timeMs: sinceMs, seq: 0 };
    for (;;) {
      const rows = this.#calls.all(last.timeMs, last.seq, untilMs);
      yield rows;
      const row = rows.at(-1);
      if (!row || rows.length < rowsPerRead) return;
      last = { timeMs: row.atMs, seq: row.seq };
    }
  }

  /** Stopgaps that were open at some moment of that time. */
  stopgaps({ sinceMs, untilMs }: TimeSpan): StopgapFact[] {
    return this.#stopgaps.all(untilMs, sinceMs);
  }

  /** Extensions of that time, with what they extended. */
  extensions({ sinceMs, untilMs }: TimeSpan): ExtensionFact[] {
    return this.#extensions.all(sinceMs, untilMs);
  }

  /** Services or people by the number that the rows have for them. */
  names(kind: 'service' | 'person'): Map<number, string> {
    return new Map(this.#names.all(kind).map(({ id, name }) => [id, name]));
  }

  /** A service or person that came after `names` was asked. */
  name(id: number): string {
    return this.#name.get(id)?.name ?? '';
  }

  callees(id: number): Callees {
    const row = this.#name.get(id);
    const [developer = [], sre = []] = row ? (JSON.parse(row.name) as string[][]) : [];
    return { developer, sre };
  }

  /** Incidents of that time that are marked as noise, the newest first. */
  *noise({ sinceMs, untilMs }: TimeSpan): Generator<Incident> {
    let next = { timeMs: untilMs, number: 0 };
    for (;;) {
      const rows = this.#noise.all(sinceMs, next.timeMs, next.number);
      for (const { body } of rows) yield JSON.parse(body) as Incident;
      const row = rows.at(-1);
      if (!row || rows.length < noisePerRead) return;
      next = { timeMs: row.opened_ms, number: row.number };
    }
  }
}
