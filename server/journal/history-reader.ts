import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { visibleTypes } from '../domain/hub-events.ts';
import type { VisibleEvent } from '../protocol/events.ts';
import type { Statements } from './statements.ts';
import type { Tables } from './tables.ts';

/** Events after `after` and up to `through`, by `seq`. */
export interface SeqRange {
  after: number;
  through: number;
}

export interface HistoryPart {
  /** In order of `seq`. */
  events: VisibleEvent[];
  /** The range holds more than was asked for. */
  hasMore: boolean;
}

/** How long reading goes on before other work gets a turn. */
const turnMs = 5;

/**
 * Reads what happened in one incident. The log only grows, so that a range up to a committed event
 * reads the same over any number of turns.
 */
export class HistoryReader {
  readonly #statements: Statements;
  readonly #sql: string;

  constructor(db: Kysely<Tables>, statements: Statements) {
    this.#statements = statements;
    const types = [...visibleTypes].map((type) => sql.lit(type));
    const own = db
      .selectFrom('events')
      .select(['events.seq as seq', 'events.body as body'])
      .where('events.incident_id', '=', '')
      .where('events.seq', '>', 0)
      .where('events.seq', '<=', 0)
      .where('events.type', 'in', types);
    const shared = db
      .selectFrom('shared_events')
      .innerJoin('events', 'events.seq', 'shared_events.seq')
      .select(['shared_events.seq as seq', 'events.body as body'])
      .where('shared_events.incident_id', '=', '')
      .where('shared_events.seq', '>', 0)
      .where('shared_events.seq', '<=', 0);
    this.#sql = own.unionAll(shared).orderBy('seq').compile().sql;
  }

  /**
   * At most `maxEvents` events, and about `maxBytes` bytes of them, but always one.
   * @param requireOpen throws when the journal was closed in between
   */
  async read(
    incidentId: string,
    range: SeqRange,
    { maxEvents, maxBytes }: { maxEvents: number; maxBytes: number },
    requireOpen: () => void,
  ): Promise<HistoryPart> {
    const events: VisibleEvent[] = [];
    let bytes = 0;
    let { after } = range;
    for (;;) {
      requireOpen();
      const turnEndsMs = performance.now() + turnMs;
      let isTurnOver = false;
      for (const body of this.#bodies(incidentId, { ...range, after })) {
        if (events.length > 0 && (events.length >= maxEvents || bytes >= maxBytes)) {
          return { events, hasMore: true };
        }
        const event = JSON.parse(body) as VisibleEvent;
        events.push(event);
        bytes += body.length;
        after = event.seq;
        isTurnOver = performance.now() > turnEndsMs;
        if (isTurnOver) break;
      }
      if (!isTurnOver) return { events, hasMore: false };
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  *#bodies(incidentId: string, { after, through }: SeqRange): Iterable<string> {
    const bounds = [incidentId, after, through];
    // A statement is read to its end or left within one turn, so that nobody else finds it in use.
    for (const row of this.#statements.of(this.#sql).iterate(...bounds, ...bounds)) {
      yield String(row['body']);
    }
  }
}
