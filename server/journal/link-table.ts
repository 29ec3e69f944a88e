import type { Kysely } from 'kysely';
import type { JournalEvent } from '../domain/hub-events.ts';
import type { Actor, Side } from '../protocol/identity.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

/** What was the answer to a page, or made it needless. */
export type PageEnd = Pick<JournalEvent, 'at'> & { actor: Actor; type: EndingEvent['type'] };

type EndingEvent = Extract<
  JournalEvent,
  {
    type:
      'incident.resolved' | 'seat.acknowledged' | 'seat.held' | 'person.answered' | 'page.declined';
  }
>;

/** A link that was sent with a delivery. */
export interface KnownLink {
  tokenHash: string;
  incidentId: string;
  side: Side;
  deliveryId: string;
  personId: string;
  expiresMs: number;
  /** Null: it was not. */
  usedAt: string | null;
  /** Null: its page is open. */
  ended: PageEnd | null;
}

type Row = Tables['links'];

/** Links by which a page may be answered once; only hashes of their tokens. */
export class LinkTable {
  readonly #byHash: Query<Row>;
  readonly #open: Query<Row>;
  readonly #insert: Query<unknown>;
  readonly #use: Query<unknown>;
  readonly #end: Query<unknown>;

  constructor(db: Kysely<Tables>, statements: Statements) {
    const rows = db.selectFrom('links').selectAll();
    this.#byHash = bindQuery(statements, rows.where('token_hash', '=', '').compile());
    this.#open = bindQuery(
      statements,
      rows.where('ended', 'is', null).where('incident_id', '=', '').compile(),
    );
    this.#insert = bindQuery(
      statements,
      db
        .insertInto('links')
        .values({
          ...{ token_hash: '', incident_id: '', side: '', delivery_id: '', person_id: '' },
          ...{ expires_ms: 0 },
        })
        .onConflict((conflict) => conflict.doNothing())
        .compile(),
    );
    this.#use = bindQuery(
      statements,
      db.updateTable('links').set({ used_at: '' }).where('token_hash', '=', '').compile(),
    );
    this.#end = bindQuery(
      statements,
      db.updateTable('links').set({ ended: '' }).where('token_hash', '=', '').compile(),
    );
  }

  find(tokenHash: string): KnownLink | undefined {
    const row = this.#byHash.get(tokenHash);
    return row && toKnown(row);
  }

  add(made: Extract<JournalEvent, { type: 'link.made' }>, side: Side): void {
    const { tokenHash, incidentId, deliveryId, personId, expiresAt } = made;
    this.#insert.run(tokenHash, incidentId, side, deliveryId, personId, Date.parse(expiresAt));
  }

  use(tokenHash: string, at: string): void {
    this.#use.run(at, tokenHash);
  }

  /** Notes for the open links of an incident that an event ended their page. */
  end({ type, at, actor, incidentId }: EndingEvent, isEnded: (link: KnownLink) => boolean): void {
    const ended = JSON.stringify({ type, at, actor } satisfies PageEnd);
    for (const row of this.#open.all(incidentId)) {
      const link = toKnown(row);
      if (isEnded(link)) this.#end.run(ended, link.tokenHash);
    }
  }
}

function toKnown(row: Row): KnownLink {
  return {
    tokenHash: row.token_hash,
    incidentId: row.incident_id,
    side: row.side as Side,
    deliveryId: row.delivery_id,
    personId: row.person_id,
    expiresMs: row.expires_ms,
    usedAt: row.used_at,
    ended: row.ended === null ? null : (JSON.parse(row.ended) as PageEnd),
  };
}
