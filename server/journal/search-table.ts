import type { Kysely } from 'kysely';
import type { JournalEvent } from '../domain/hub-events.ts';
import type { KnownMessage } from '../domain/known-message.ts';
import type { Incident } from '../protocol/incident.ts';
import type { MessageEntry } from '../protocol/room.ts';
import { toIndexed } from './search-terms.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

type IncidentRow = Pick<Tables['search_incidents'], 'seq' | 'titles'>;

/** Tables that are brought up to an event before this one. */
export interface SearchSources {
  incident: (incidentId: string) => Incident | undefined;
  message: (messageId: string) => KnownMessage | undefined;
}

/**
 * The full-text index over all rooms: messages, and incidents by service, titles and number. Alerts
 * are not in it, since each one would cost time when many come.
 */
export class SearchTable {
  readonly #sources: SearchSources;
  readonly #put: Query<unknown>;
  readonly #remove: Query<unknown>;
  readonly #incident: Query<IncidentRow>;
  readonly #incidentPut: Query<unknown>;

  constructor(db: Kysely<Tables>, statements: Statements, sources: SearchSources) {
    this.#sources = sources;
    this.#put = bindQuery(
      statements,
      db.replaceInto('search').values({ rowid: 0, words: '' }).compile(),
    );
    this.#remove = bindQuery(statements, db.deleteFrom('search').where('rowid', '=', 0).compile());
    this.#incident = bindQuery(
      statements,
      db
        .selectFrom('search_incidents')
        .select(['seq', 'titles'])
        .where('incident_id', '=', '')
        .compile(),
    );
    this.#incidentPut = bindQuery(
      statements,
      db.replaceInto('search_incidents').values({ incident_id: '', seq: 0, titles: '' }).compile(),
    );
  }

  project(event: JournalEvent): void {
    switch (event.type) {
      case 'incident.opened':
        this.#putIncident(event.incidentId, { seq: event.seq, titles: event.alert.title });
        return;
      case 'incident.raised':
      case 'incident.lowered': {
        const before = this.#incident.get(event.incidentId);
        if (!before) return;
        const titles = new Set(before.titles.split('\n'));
        if (event.type === 'incident.raised') titles.add(event.title);
        this.#putIncident(event.incidentId, { ...before, titles: [...titles].join('\n') });
        return;
      }
      case 'message.posted':
      case 'message.edited': {
        const message = this.#sources.message(event.messageId);
        if (message && message.entry.deletedAt === null) this.#putMessage(message);
        return;
      }
      case 'message.deleted': {
        const message = this.#sources.message(event.messageId);
        if (message) this.#remove.run(BigInt(message.entry.seq));
        return;
      }
      default:
    }
  }

  #putIncident(incidentId: string, { seq, titles }: IncidentRow): void {
    const incident = this.#sources.incident(incidentId);
    if (!incident) return;
    const { service, severity, number } = incident;
    const filters = { service, severity, personId: null };
    this.#incidentPut.run(incidentId, seq, titles);
    this.#put.run(BigInt(seq), toIndexed(`${service} ${titles}`, filters, number));
  }

  #putMessage({ incidentId, entry }: KnownMessage): void {
    const incident = this.#sources.incident(incidentId);
    if (!incident) return;
    const personId = entry.actor.kind === 'person' ? entry.actor.personId : null;
    const { service, severity } = incident;
    const words = toIndexed(wordsOf(entry), { service, severity, personId }, null);
    this.#put.run(BigInt(entry.seq), words);
  }
}

/** What a message is found by: its text, and the names of what is attached. */
export function wordsOf({ text, attachments }: MessageEntry): string {
  return [text, ...attachments.map(({ name }) => name)].join('\n');
}
