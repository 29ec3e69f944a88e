import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Incident } from '../protocol/incident.ts';
import { IncidentCache } from './incident-cache.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

type BodyRow = Pick<Tables['incidents'], 'body'>;
type IdRow = Pick<Tables['incidents'], 'id'>;

/** Incidents as of the last appended event. */
export class IncidentTable {
  readonly #cache = new IncidentCache();
  /** Newest open incident of a service; a service that is not in here has to be looked up. */
  readonly #openOfService = new Map<string, string | null>();
  #lastNumber: number | undefined;
  readonly #byId: Query<BodyRow>;
  readonly #idOfNumber: Query<IdRow>;
  readonly #newestOpen: Query<IdRow>;
  readonly #open: Query<IdRow>;
  readonly #lastNumberRow: Query<{ number: number | null }>;
  readonly #upsert: Query<unknown>;

  constructor(db: Kysely<Tables>, statements: Statements) {
    const open = db.selectFrom('incidents').select('id').where('status', '<>', sql.lit('resolved'));
    this.#byId = bindQuery(
      statements,
      db.selectFrom('incidents').select('body').where('id', '=', '').compile(),
    );
    this.#idOfNumber = bindQuery(
      statements,
      db.selectFrom('incidents').select('id').where('number', '=', 0).compile(),
    );
    this.#newestOpen = bindQuery(
      statements,
      open.where('service', '=', '').orderBy('number', 'desc').limit(sql.lit(1)).compile(),
    );
    this.#open = bindQuery(statements, open.orderBy('number').compile());
    this.#lastNumberRow = bindQuery(
      statements,
      db
        .selectFrom('incidents')
        .select(({ fn }) => fn.max<number | null>('number').as('number'))
        .compile(),
    );
    const row = { number: 0, id: '', service: '', status: '', resolved_at: '', body: '' };
    this.#upsert = bindQuery(
      statements,
      db
        .insertInto('incidents')
        .values(row)
        .onConflict((conflict) =>
          conflict.column('number').doUpdateSet(({ ref }) => ({
            status: ref('excluded.status'),
            resolved_at: ref('excluded.resolved_at'),
            body: ref('excluded.body'),
          })),
        )
        .compile(),
    );
  }

  byId(incidentId: string): Incident | undefined {
    const cached = this.#cache.get(incidentId);
    if (cached) return cached;
    const row = this.#byId.get(incidentId);
    if (!row) return undefined;
    const incident = JSON.parse(row.body) as Incident;
    this.#cache.learn(incident);
    return incident;
  }

  /** By id, or by number as people write it. */
  named(idOrNumber: string): Incident | undefined {
    const id = /^[1-9]\d{0,14}$/.test(idOrNumber)
      ? this.#idOfNumber.get(Number(idOrNumber))?.id
      : idOrNumber;
    return id === undefined ? undefined : this.byId(id);
  }

  newestOpen(service: string): Incident | undefined {
    let incidentId = this.#openOfService.get(service);
    if (incidentId === undefined) {
      incidentId = this.#newestOpen.get(service)?.id ?? null;
      this.#openOfService.set(service, incidentId);
    }
    return incidentId === null ? undefined : this.byId(incidentId);
  }

  /** In order of number. */
  openIds(): string[] {
    return this.#open.all().map(({ id }) => id);
  }

  lastNumber(): number {
    this.#lastNumber ??= this.#lastNumberRow.get()?.number ?? 0;
    return this.#lastNumber;
  }

  /** Takes in what an event made of an incident. */
  set(incident: Incident, before: Incident | undefined): void {
    // The columns that are searched by must be true within the transaction too.
    const isSearchedBy = before?.status === 'resolved' || incident.status === 'resolved';
    if (!before || isSearchedBy) {
      this.#write(incident);
      this.#openOfService.delete(incident.service);
    }
    if (!before && this.#lastNumber !== undefined) {
      this.#lastNumber = Math.max(this.#lastNumber, incident.number);
    }
    this.#cache.set(incident, !before || isSearchedBy);
  }

  /** Writes the rows that are behind; to be called before the commit. */
  flush(): void {
    for (const incident of this.#cache.takeUnwritten()) this.#write(incident);
  }

  keepJob(): void {
    this.#cache.keepJob();
  }

  undoJob(): void {
    this.#cache.undoJob();
    this.#forgetSearches();
  }

  keepTransaction(): void {
    this.#cache.trim();
    if (this.#openOfService.size > 5_000) this.#openOfService.clear();
  }

  undoTransaction(): void {
    this.#cache.clear();
    this.#forgetSearches();
  }

  #forgetSearches(): void {
    this.#openOfService.clear();
    this.#lastNumber = undefined;
  }

  #write(incident: Incident): void {
    const { number, id, service, status, resolvedAt } = incident;
    this.#upsert.run(number, id, service, status, resolvedAt, JSON.stringify(incident));
  }
}
