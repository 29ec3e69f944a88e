import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { isVisible } from '../domain/hub-events.ts';
import type { JournalEvent } from '../domain/hub-events.ts';
import type { KnownMessage } from '../domain/known-message.ts';
import { turnTypes } from '../domain/turn.ts';
import type { Turn, TurnType } from '../domain/turn.ts';
import type { VisibleEvent } from '../protocol/events.ts';
import type { MessageEntry } from '../protocol/room.ts';
import { foldMessage, toMessage } from '../protocol/room-log.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

type MessageRow = Pick<Tables['messages'], 'incident_id' | 'body'>;
type EventRow = Pick<Tables['events'], 'body'>;

/** Messages and read marks of rooms, as of the last appended event. */
export class RoomTables {
  readonly #message: Query<MessageRow>;
  readonly #messageInsert: Query<unknown>;
  readonly #messageUpdate: Query<unknown>;
  readonly #read: Query<Pick<Tables['reads'], 'up_to'>>;
  readonly #readPut: Query<unknown>;
  readonly #share: Query<unknown>;
  readonly #turn: Query<EventRow>;
  readonly #writers: Query<{ person_id: string | null }>;

  constructor(db: Kysely<Tables>, statements: Statements) {
    this.#message = bindQuery(
      statements,
      db
        .selectFrom('messages')
        .select(['incident_id', 'body'])
        .where('message_id', '=', '')
        .compile(),
    );
    this.#messageInsert = bindQuery(
      statements,
      db
        .insertInto('messages')
        .values({ message_id: '', incident_id: '', seq: 0, body: '' })
        .compile(),
    );
    this.#messageUpdate = bindQuery(
      statements,
      db.updateTable('messages').set({ body: '' }).where('message_id', '=', '').compile(),
    );
    this.#read = bindQuery(
      statements,
      db
        .selectFrom('reads')
        .select('up_to')
        .where('incident_id', '=', '')
        .where('person_id', '=', '')
        .compile(),
    );
    this.#readPut = bindQuery(
      statements,
      db
        .insertInto('reads')
        .values({ incident_id: '', person_id: '', up_to: 0 })
        .onConflict((conflict) =>
          conflict
            .columns(['incident_id', 'person_id'])
            .doUpdateSet(({ ref }) => ({ up_to: ref('excluded.up_to') })),
        )
        .compile(),
    );
    this.#share = bindQuery(
      statements,
      db
        .insertInto('shared_events')
        .values({ incident_id: '', seq: 0 })
        .onConflict((conflict) => conflict.doNothing())
        .compile(),
    );
    this.#turn = bindQuery(
      statements,
      db
        .selectFrom('events')
        .select('body')
        .where('incident_id', '=', '')
        .where('type', '=', '')
        // The very words of the index, which is used for no other query.
        .where(
          'type',
          'in',
          turnTypes.map((type) => sql.lit(type)),
        )
        .orderBy('seq', 'desc')
        .limit(sql.lit(1))
        .compile(),
    );
    this.#writers = bindQuery(
      statements,
      db
        .selectFrom('events')
        .select(sql<string | null>`body ->> '$.actor.personId'`.as('person_id'))
        .distinct()
        .where('incident_id', '=', '')
        .where('type', '=', sql.lit('message.posted'))
        .orderBy('person_id')
        .compile(),
    );
  }

  /** Those who wrote in a room. */
  writers(incidentId: string): string[] {
    return this.#writers.all(incidentId).flatMap((row) => row.person_id ?? []);
  }

  message(messageId: string): KnownMessage | undefined {
    const row = this.#message.get(messageId);
    if (!row) return undefined;
    return { incidentId: row.incident_id, entry: JSON.parse(row.body) as MessageEntry };
  }

  /** Up to where a person has read a room; 0 when nothing. */
  readUpTo(incidentId: string, personId: string): number {
    return this.#read.get(incidentId, personId)?.up_to ?? 0;
  }

  lastTurn(incidentId: string, type: TurnType): Turn | undefined {
    const row = this.#turn.get(incidentId, type);
    if (!row) return undefined;
    const { seq, at, actor } = JSON.parse(row.body) as JournalEvent;
    return { seq, at, actor };
  }

  project(event: JournalEvent): void {
    if (isVisible(event)) this.#project(event);
  }

  #project(event: VisibleEvent): void {
    switch (event.type) {
      case 'page.receipts':
      case 'page.written':
        for (const incidentId of event.incidentIds) this.#share.run(incidentId, event.seq);
        return;
      case 'message.posted': {
        const { messageId, incidentId, seq } = event;
        this.#messageInsert.run(messageId, incidentId, seq, JSON.stringify(toMessage(event)));
        return;
      }
      case 'message.edited':
      case 'message.deleted':
      case 'message.reacted':
      case 'message.pinned':
      case 'message.marked': {
        const before = this.message(event.messageId);
        if (before?.incidentId !== event.incidentId) return;
        const after = foldMessage(before.entry, event);
        this.#messageUpdate.run(JSON.stringify(after), event.messageId);
        return;
      }
      case 'room.read':
        this.#readPut.run(event.incidentId, event.personId, event.upTo);
        return;
      default:
    }
  }
}
