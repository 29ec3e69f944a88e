import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { isNobody, newCallees } from '../domain/figures/callees.ts';
import type { Callees } from '../domain/figures/callees.ts';
import type { VisibleEvent } from '../protocol/events.ts';
import type { Side } from '../protocol/identity.ts';
import type { Incident } from '../protocol/incident.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

type NameKind = 'service' | 'person' | 'callees';

/** What reports are counted from. */
export class FigureTables {
  readonly #nameId: Query<{ id: number }>;
  readonly #insertName: Query<unknown>;
  readonly #insertIncident: Query<unknown>;
  readonly #insertCall: Query<unknown>;
  readonly #acknowledge: Record<Side, Query<unknown>>;
  readonly #mitigate: Query<unknown>;
  readonly #markNoise: Query<unknown>;
  readonly #insertStopgap: Query<unknown>;
  readonly #endStopgap: Query<unknown>;
  readonly #insertExtension: Query<unknown>;
  readonly #isBehind: Query<{ is_behind: number }>;

  constructor(db: Kysely<Tables>, statements: Statements) {
    const bind = <Row>(query: { compile: () => Parameters<typeof bindQuery<Row>>[1] }) =>
      bindQuery<Row>(statements, query.compile());
    const names = db.selectFrom('figure_names').select('id');
    this.#nameId = bind(names.where('kind', '=', '').where('name', '=', ''));
    this.#insertName = bind(db.insertInto('figure_names').values({ kind: '', name: '' }));
    this.#insertIncident = bind(
      db
        .insertInto('figure_incidents')
        .values({ opened_ms: 0, number: 0, service: 0, callees: 0, is_noise: sql.lit(0) }),
    );
    const call = { at_ms: 0, seq: 0, number: 0, service: 0, callees: 0 };
    this.#insertCall = bind(db.insertInto('figure_calls').values(call));
    const incident = db
      .updateTable('figure_incidents')
      .where('opened_ms', '=', 0)
      .where('number', '=', 0);
    this.#acknowledge = {
      developer: bind(
        incident
          .set({ developer_after_ms: 0, developer_by: 0 })
          .where('developer_after_ms', 'is', null),
      ),
      sre: bind(incident.set({ sre_after_ms: 0, sre_by: 0 }).where('sre_after_ms', 'is', null)),
    };
    this.#mitigate = bind(
      incident.set({ mitigated_after_ms: 0 }).where('mitigated_after_ms', 'is', null),
    );
    this.#markNoise = bind(incident.set({ is_noise: 0 }));
    const stopgap = { installed_ms: 0, seq: 0, id: '', service: 0, owner: 0 };
    this.#insertStopgap = bind(db.insertInto('figure_stopgaps').values(stopgap));
    this.#endStopgap = bind(
      db.updateTable('figure_stopgaps').set({ ended_ms: 0 }).where('id', '=', ''),
    );
    const extension = { at_ms: 0, seq: 0, stopgap_id: '' };
    this.#insertExtension = bind(db.insertInto('figure_extensions').values(extension));
    const any = <Name extends 'incidents' | 'figure_incidents'>(table: Name) =>
      sql<number>`exists (select 1 from ${sql.table(table)})`;
    this.#isBehind = bind(
      db.selectNoFrom(
        sql<number>`${any('incidents')} and not ${any('figure_incidents')}`.as('is_behind'),
      ),
    );
  }

  /** Whether these tables are younger than the log, and are to be made from it. */
  get isBehind(): boolean {
    return this.#isBehind.get()?.is_behind === 1;
  }

  /**
   * Takes in an event of one incident.
   * @param before the incident before it; undefined when the event opens it
   * @param after the incident after it
   */
  project(event: VisibleEvent, before: Incident | undefined, after: Incident): void {
    const atMs = Date.parse(event.at);
    const incident = [Date.parse(after.openedAt), after.number] as const;
    const [openedMs, number] = incident;
    switch (event.type) {
      case 'incident.opened': {
        const callees = this.#idOfCallees(newCallees(event, before, after));
        this.#insertIncident.run(openedMs, number, this.#idOf('service', after.service), callees);
        return;
      }
      case 'seat.called':
      case 'seat.unacknowledged':
      case 'seat.lease-ended':
      case 'seat.released':
      case 'incident.raised':
      case 'incident.reopened':
      case 'person.paged': {
        const callees = newCallees(event, before, after);
        if (isNobody(callees)) return;
        const service = this.#idOf('service', after.service);
        this.#insertCall.run(atMs, event.seq, number, service, this.#idOfCallees(callees));
        return;
      }
      case 'seat.acknowledged': {
        const person = this.#idOf('person', event.personId);
        this.#acknowledge[event.side].run(atMs - openedMs, person, ...incident);
        return;
      }
      case 'stopgap.installed': {
        const { id, ownerId, service } = event.stopgap;
        const owner = ownerId === null ? null : this.#idOf('person', ownerId);
        this.#insertStopgap.run(atMs, event.seq, id, this.#idOf('service', service), owner);
        this.#mitigate.run(atMs - openedMs, ...incident);
        return;
      }
      case 'incident.mitigated':
      case 'incident.resolved':
        this.#mitigate.run(atMs - openedMs, ...incident);
        return;
      case 'incident.noise-marked':
        this.#markNoise.run(event.reason === null ? 0 : 1, ...incident);
        return;
      case 'stopgap.extended':
        this.#insertExtension.run(atMs, event.seq, event.stopgapId);
        return;
      case 'stopgap.undone':
      case 'stopgap.made-permanent':
        this.#endStopgap.run(atMs, event.stopgapId);
        return;
      default:
    }
  }

  #idOfCallees({ developer, sre }: Callees): number {
    return this.#idOf('callees', JSON.stringify([developer, sre]));
  }

  #idOf(kind: NameKind, name: string): number {
    const known = this.#nameId.get(kind, name);
    if (known) return known.id;
    this.#insertName.run(kind, name);
    return this.#nameId.get(kind, name)?.id ?? 0;
  }
}
