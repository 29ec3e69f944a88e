import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { JournalEvent } from '../domain/hub-events.ts';
import type { Incident } from '../protocol/incident.ts';
import type { SearchQuery } from '../protocol/room-api.ts';
import type { MessageEntry } from '../protocol/room.ts';
import { toMatchExpression } from './search-terms.ts';
import { wordsOf } from './search-table.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

/** A line that was found, with what is to be told of it. */
export interface Found {
  seq: number;
  at: string;
  incident: Incident;
  /** Null: the incident itself was found. */
  message: { messageId: string; personId: string | null } | null;
  /** What the words were found in. */
  text: string;
}

type Body = { body: string };

/** Searches the full-text index, newest first. */
export class SearchReader {
  readonly #find: Query<{ rowid: number }>;
  readonly #head: Query<{ seq: number | null }>;
  readonly #at: Query<{ at: string }>;
  readonly #event: Query<Body>;
  readonly #message: Query<Body>;
  readonly #incident: Query<Body>;
  readonly #titles: Query<{ titles: string }>;

  constructor(db: Kysely<Tables>, statements: Statements) {
    this.#find = bindQuery(
      statements,
      db
        .selectFrom('search')
        .select('rowid')
        .where(sql<boolean>`search match ${''}`)
        .where('rowid', '>=', 0)
        .where('rowid', '<=', 0)
        .orderBy('rowid', 'desc')
        .limit(0)
        .compile(),
    );
    this.#head = bindQuery(
      statements,
      db
        .selectFrom('events')
        .select(({ fn }) => fn.max<number | null>('seq').as('seq'))
        .compile(),
    );
    const event = db.selectFrom('events').where('seq', '=', 0);
    this.#at = bindQuery(statements, event.select('at').compile());
    this.#event = bindQuery(statements, event.select('body').compile());
    this.#message = bindQuery(
      statements,
      db.selectFrom('messages').select('body').where('message_id', '=', '').compile(),
    );
    this.#incident = bindQuery(
      statements,
      db.selectFrom('incidents').select('body').where('id', '=', '').compile(),
    );
    this.#titles = bindQuery(
      statements,
      db.selectFrom('search_incidents').select('titles').where('incident_id', '=', '').compile(),
    );
  }

  /** The newest `count` lines that the query means. */
  find(query: SearchQuery, count: number): Found[] {
    const expression = toMatchExpression(query.text, query);
    if (expression === null) return [];
    const head = this.#head.get()?.seq ?? 0;
    const { since, until } = query;
    const first = since === null ? 1 : this.#firstSeq(head, (at) => at >= since);
    const end = until === null ? head : this.#firstSeq(head, (at) => at > until) - 1;
    const last = Math.min(end, (query.before ?? Infinity) - 1);
    if (first > last) return [];
    const incidents = new Map<string, Incident | undefined>();
    return (
      this.#find
        // FTS5 goes to a place at once only when it is bound as an integer.
        .all(expression, BigInt(first), BigInt(last), count)
        .flatMap(({ rowid }) => this.#describe(rowid, incidents) ?? [])
    );
  }

  /** The first event whose time is late enough; one beyond the head when none is. Times grow with `seq`. */
  #firstSeq(head: number, isLate: (at: string) => boolean): number {
    let [low, high] = [1, head + 1];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const at = this.#at.get(middle)?.at;
      if (at !== undefined && isLate(at)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #describe(seq: number, incidents: Map<string, Incident | undefined>): Found | null {
    const event = parse<JournalEvent>(this.#event.get(seq));
    if (!event || !('incidentId' in event)) return null;
    const { at, incidentId } = event;
    if (!incidents.has(incidentId)) {
      incidents.set(incidentId, parse<Incident>(this.#incident.get(incidentId)));
    }
    const incident = incidents.get(incidentId);
    if (!incident) return null;
    if (event.type !== 'message.posted') {
      const titles = this.#titles.get(incidentId)?.titles ?? incident.title;
      const parts = [`#${incident.number}`, incident.service, ...titles.split('\n')];
      return { seq, at, incident, message: null, text: parts.join(' · ') };
    }
    const entry = parse<MessageEntry>(this.#message.get(event.messageId));
    if (!entry) return null;
    const personId = entry.actor.kind === 'person' ? entry.actor.personId : null;
    const message = { messageId: entry.messageId, personId };
    return { seq, at, incident, message, text: wordsOf(entry) };
  }
}

function parse<Value>(row: Body | undefined): Value | undefined {
  return row && (JSON.parse(row.body) as Value);
}
