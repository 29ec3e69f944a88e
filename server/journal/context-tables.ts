import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { JournalEvent } from '../domain/hub-events.ts';
import type { ContextContent, ContextItem, Deploy } from '../protocol/context.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

type ItemRow = Pick<Tables['context_items'], 'item_id' | 'seq' | 'at'> & { body: string };
type SizeRow = Pick<Tables['context_items'], 'item_id' | 'size_bytes'>;
type DeployRow = Pick<Tables['deploys'], 'body'>;

/** Context packs of incidents, and deploys of services. */
export class ContextTables {
  readonly #items: Query<ItemRow>;
  readonly #item: Query<ItemRow>;
  readonly #sizes: Query<SizeRow>;
  readonly #deploys: Query<DeployRow>;
  readonly #writes: ReturnType<typeof bindWrites>;

  constructor(db: Kysely<Tables>, statements: Statements) {
    const items = db
      .selectFrom('context_items')
      .innerJoin('events', 'events.seq', 'context_items.stored_seq')
      .select(['context_items.item_id', 'context_items.seq', 'context_items.at', 'events.body'])
      .where('context_items.incident_id', '=', '');
    this.#items = bindQuery(statements, items.orderBy('context_items.first_seq').compile());
    this.#item = bindQuery(statements, items.where('context_items.item_id', '=', '').compile());
    this.#sizes = bindQuery(
      statements,
      db
        .selectFrom('context_items')
        .select(['item_id', 'size_bytes'])
        .where('incident_id', '=', '')
        .compile(),
    );
    this.#deploys = bindQuery(
      statements,
      db
        .selectFrom('deploys')
        .select('body')
        .where('service', '=', '')
        .where('at', '>=', '')
        .orderBy('at', 'desc')
        .orderBy('seq', 'desc')
        .limit(sql<number>`${0}`)
        .compile(),
    );
    this.#writes = bindWrites(db, statements);
  }

  /** The context pack of an incident, in the order in which its items came first. */
  items(incidentId: string): ContextItem[] {
    return this.#items.all(incidentId).map((row) => ({
      id: row.item_id,
      seq: row.seq,
      at: row.at,
      content: contentOf(row),
    }));
  }

  /** What an item says now. */
  content(incidentId: string, itemId: string): ContextContent | undefined {
    const row = this.#item.get(incidentId, itemId);
    return row && contentOf(row);
  }

  /** Bytes of each item of an incident, by id. */
  sizes(incidentId: string): Map<string, number> {
    return new Map(this.#sizes.all(incidentId).map((row) => [row.item_id, row.size_bytes]));
  }

  /** The newest deploys of a service since an instant, newest first, at most `count`. */
  deploys(service: string, since: string, count: number): Deploy[] {
    return this.#deploys.all(service, since, count).map(({ body }) => JSON.parse(body) as Deploy);
  }

  /** Takes in an event; one that does not concern these tables changes nothing. */
  project(event: JournalEvent): void {
    switch (event.type) {
      case 'context.added': {
        const { id, sizeBytes } = event.item;
        this.#writes.item.run(event.incidentId, id, event.seq, event.seq, event.at, sizeBytes);
        return;
      }
      case 'context.stored':
        this.#writes.stored.run(event.seq, event.incidentId, event.itemId);
        return;
      case 'deploy.recorded': {
        const { service, deploy } = event;
        this.#writes.deploy.run(event.seq, service, deploy.at, JSON.stringify(deploy));
        return;
      }
      default:
    }
  }
}

function contentOf({ body }: ItemRow): ContextContent {
  return (JSON.parse(body) as { content: ContextContent }).content;
}

function bindWrites(db: Kysely<Tables>, statements: Statements) {
  const item = { incident_id: '', item_id: '', first_seq: 0, seq: 0, at: '', size_bytes: 0 };
  const queries = {
    item: db
      .insertInto('context_items')
      .values(item)
      .onConflict((conflict) =>
        conflict.columns(['incident_id', 'item_id']).doUpdateSet(({ ref }) => ({
          seq: ref('excluded.seq'),
          at: ref('excluded.at'),
          size_bytes: ref('excluded.size_bytes'),
        })),
      ),
    stored: db
      .updateTable('context_items')
      .set({ stored_seq: 0 })
      .where('incident_id', '=', '')
      .where('item_id', '=', ''),
    deploy: db.insertInto('deploys').values({ seq: 0, service: '', at: '', body: '' }),
  };
  return {
    item: bindQuery(statements, queries.item.compile()),
    stored: bindQuery(statements, queries.stored.compile()),
    deploy: bindQuery(statements, queries.deploy.compile()),
  };
}
