import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { remindAheadMs } from '../domain/card/reminding.ts';
import { isVisible } from '../domain/hub-events.ts';
import type { JournalEvent } from '../domain/hub-events.ts';
import { foldCard, isOfCard } from '../protocol/card-fold.ts';
import type { CardEvent } from '../protocol/card-fold.ts';
import type { Card } from '../protocol/card.ts';
import type { Incident } from '../protocol/incident.ts';
import type { DueTable } from './due-table.ts';
import { LessonTables } from './lesson-tables.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

type CardRow = Pick<Tables['cards'], 'body'>;

export interface CardTableParts {
  due: DueTable;
  /** Brought up to an event before this table. */
  incident: (incidentId: string) => Incident | undefined;
}

/** Cards as they are now, when their teams are to be reminded, and what accepted ones teach. */
export class CardTable {
  readonly lessons: LessonTables;
  readonly #parts: CardTableParts;
  readonly #byId: Query<CardRow>;
  readonly #unwritten: Query<CardRow>;
  readonly #put: Query<unknown>;

  constructor(db: Kysely<Tables>, statements: Statements, parts: CardTableParts) {
    this.#parts = parts;
    this.lessons = new LessonTables(db, statements);
    const select = db.selectFrom('cards').select('body');
    this.#byId = bindQuery(statements, select.where('incident_id', '=', '').compile());
    this.#unwritten = bindQuery(
      statements,
      select
        .where('state', '=', sql.lit('unwritten'))
        .orderBy('incident_id')
        .limit(sql<number>`${0}`)
        .compile(),
    );
    this.#put = bindQuery(
      statements,
      db.replaceInto('cards').values({ incident_id: '', state: '', body: '' }).compile(),
    );
  }

  find(incidentId: string): Card | undefined {
    const row = this.#byId.get(incidentId);
    return row && (JSON.parse(row.body) as Card);
  }

  /** Accepted cards that are in no file yet, at most `count`. */
  unwritten(count: number): Card[] {
    return this.#unwritten.all(count).map(({ body }) => JSON.parse(body) as Card);
  }

  project(event: JournalEvent): void {
    if (event.type === 'card.reminder-put-off') {
      this.#parts.due.put('card.reminder', event.incidentId, Date.parse(event.until));
    } else if (isVisible(event) && isOfCard(event)) this.#project(event);
  }

  #project(event: CardEvent): void {
    const { due, incident } = this.#parts;
    const { incidentId } = event;
    const card = foldCard(this.find(incidentId), event);
    if (!card) return;
    const isUnwritten = card.state === 'accepted' && card.fileName === null;
    this.#put.run(incidentId, isUnwritten ? 'unwritten' : card.state, JSON.stringify(card));
    switch (event.type) {
      case 'card.drafted':
        due.put('card.reminder', incidentId, Date.parse(event.dueAt) - remindAheadMs);
        return;
      case 'card.accepted': {
        const resolved = incident(incidentId);
        if (resolved) this.lessons.add(card, resolved);
        due.remove('card.reminder', incidentId);
        return;
      }
      // Whoever was reminded is reminded again at a time that comes with the next event.
      case 'card.waived':
      case 'card.reminded':
        due.remove('card.reminder', incidentId);
        return;
      default:
    }
  }
}
