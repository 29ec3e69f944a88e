import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { endsPage, laneName } from '../domain/paging/delivering.ts';
import type { KnownDelivery } from '../domain/paging/delivering.ts';
import type { JournalEvent } from '../domain/hub-events.ts';
import type { Side } from '../protocol/identity.ts';
import type { Incident } from '../protocol/incident.ts';
import type { Delivery } from '../protocol/paging.ts';
import { ChannelTestTable } from './channel-test-table.ts';
import { LinkTable } from './link-table.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

type DeliveryRow = Pick<Tables['deliveries'], 'incident_id' | 'side' | 'person_id' | 'body'>;
type DeliveryEvent = Extract<JournalEvent, { type: 'page.delivery' }>;

export interface DeliveryParts {
  /** Brought up to an event before these tables. */
  incident: (incidentId: string) => Incident | undefined;
}

/** Pages on their way over channels, and the links that were sent with them. */
export class DeliveryTables {
  readonly links: LinkTable;
  readonly tests: ChannelTestTable;
  readonly #parts: DeliveryParts;
  readonly #byId: Query<DeliveryRow>;
  readonly #waiting: Query<DeliveryRow>;
  readonly #dueOf: Query<DeliveryRow>;
  readonly #dueNames: Query<{ name: string }>;
  readonly #duePeople: Query<{ person_id: string }>;
  readonly #next: Query<{ due_ms: number | null }>;
  readonly #sentSince: Query<{ count: number }>;
  readonly #put: Query<unknown>;

  constructor(db: Kysely<Tables>, statements: Statements, parts: DeliveryParts) {
    this.#parts = parts;
    this.links = new LinkTable(db, statements);
    this.tests = new ChannelTestTable(db, statements);
    const rows = db
      .selectFrom('deliveries')
      .select(['incident_id', 'side', 'person_id', 'body'] as const);
    const waiting = db.selectFrom('deliveries').where('due_ms', 'is not', null);
    this.#byId = bindQuery(statements, rows.where('id', '=', '').compile());
    this.#waiting = bindQuery(
      statements,
      rows.where('due_ms', 'is not', null).where('incident_id', '=', '').orderBy('seq').compile(),
    );
    this.#dueOf = bindQuery(
      statements,
      rows
        .where('name', '=', '')
        .where('due_ms', '<=', 0)
        .where('person_id', '=', '')
        .orderBy('seq')
        .compile(),
    );
    this.#dueNames = bindQuery(
      statements,
      waiting.select('name').distinct().where('due_ms', '<=', 0).orderBy('name').compile(),
    );
    this.#duePeople = bindQuery(
      statements,
      waiting
        .select('person_id')
        .where('name', '=', '')
        .where('due_ms', '<=', 0)
        .groupBy('person_id')
        .orderBy(sql`min(due_ms)`)
        .limit(sql<number>`${0}`)
        .compile(),
    );
    this.#next = bindQuery(
      statements,
      waiting
        .select(({ fn }) => fn.min<number | null>('due_ms').as('due_ms'))
        .where('due_ms', '>', 0)
        .compile(),
    );
    this.#sentSince = bindQuery(
      statements,
      db
        .selectFrom('deliveries')
        // Those of one message were noted at the same time.
        .select(sql<number>`count(distinct sent_ms)`.as('count'))
        .where('person_id', '=', '')
        .where('name', '=', '')
        .where('sent_ms', '>', 0)
        .compile(),
    );
    this.#put = bindQuery(
      statements,
      db
        .insertInto('deliveries')
        .values({
          ...{ seq: 0, id: '', incident_id: '', side: '', person_id: '', name: '' },
          ...{ due_ms: 0, sent_ms: 0, body: '' },
        })
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet(({ ref, fn }) => ({
            due_ms: ref('excluded.due_ms'),
            sent_ms: fn.coalesce('excluded.sent_ms', 'deliveries.sent_ms'),
            body: ref('excluded.body'),
          })),
        )
        .compile(),
    );
  }

  find(deliveryId: string): KnownDelivery | undefined {
    const row = this.#byId.get(deliveryId);
    return row && toKnown(row);
  }

  /** Of an incident, in the order in which they were made. */
  waiting(incidentId: string): KnownDelivery[] {
    return this.#waiting.all(incidentId).map(toKnown);
  }

  /** Of one person in one lane, in the order in which they were made. */
  dueOf(lane: string, personId: string, nowMs: number): KnownDelivery[] {
    return this.#dueOf.all(lane, nowMs, personId).map(toKnown);
  }

  /** Names of lanes in which something is due. */
  dueNames(nowMs: number): string[] {
    return this.#dueNames.all(nowMs).map(({ name }) => name);
  }

  /** To whom something is due in a lane, who waits longest first, at most `count`. */
  duePeople(lane: string, nowMs: number, count: number): string[] {
    return this.#duePeople.all(lane, nowMs, count).map(({ person_id }) => person_id);
  }

  /** When the next delivery is due after a time, in epoch ms; null when none is. */
  nextDueMs(afterMs: number): number | null {
    return this.#next.get(afterMs)?.due_ms ?? null;
  }

  /** Messages that went to a person in a lane after a time. */
  sentSince(personId: string, lane: string, afterMs: number): number {
    return this.#sentSince.get(personId, lane, afterMs)?.count ?? 0;
  }

  project(event: JournalEvent): void {
    this.tests.project(event);
    switch (event.type) {
      case 'page.delivery':
        this.#set(event);
        return;
      case 'link.made': {
        const known = this.find(event.deliveryId);
        if (known) this.links.add(event, known.side);
        return;
      }
      case 'link.used':
        this.links.use(event.tokenHash, event.at);
        return;
      case 'incident.resolved':
      case 'seat.acknowledged':
      case 'seat.held':
      case 'person.answered':
      case 'page.declined': {
        const after = this.#parts.incident(event.incidentId);
        if (after) this.links.end(event, (link) => endsPage(event, link, after));
        return;
      }
      default:
    }
  }

  #set({ seq, incidentId, side, personId, delivery }: DeliveryEvent): void {
    const { id, state, dueAt, at } = delivery;
    const dueMs = state === 'waiting' && dueAt !== null ? Date.parse(dueAt) : null;
    const sentMs = state === 'sent' ? Date.parse(at) : null;
    const body = JSON.stringify(delivery);
    const lane = laneName(delivery);
    this.#put.run(seq, id, incidentId, side, personId, lane, dueMs, sentMs, body);
  }
}

function toKnown({ incident_id, side, person_id, body }: DeliveryRow): KnownDelivery {
  const delivery = JSON.parse(body) as Delivery;
  return { incidentId: incident_id, side: side as Side, personId: person_id, delivery };
}
