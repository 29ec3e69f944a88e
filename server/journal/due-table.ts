import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

/** What the hub does by the clock. The subject is the id of what it is done to. */
export const dueKinds = [
  'alert.expiry',
  /** A critical step is late; its subject is made by `stepSubject`. */
  'step.overdue',
  /** Owners of a stopgap are to be asked what becomes of it. */
  'stopgap.asking',
  /** A team is to be reminded of a card; the subject is the incident. */
  'card.reminder',
  /** A seat's policy goes on; its subject is made by `seatSubject`, as in the two that follow. */
  'seat.next',
  /** An acknowledgement ends. */
  'seat.lease',
  /** A seat that is held is to ring again. */
  'seat.hold',
  /** Whether a page was heard; its subject is made by `pageSubject`. */
  'page.hearing',
  'silence.start',
  /** Its author's team is told that it ends soon. */
  'silence.expiring',
  'silence.end',
  /** A rota's people change. */
  'shift.turn',
  /** A swap that nobody answered is over. */
  'swap.expiry',
  /** The hub looks for gaps; there is one subject, `all`. */
  'coverage.look',
  /** A silent drill begins; the subject is the person. */
  'drill.start',
  /** A drill has failed unless it has passed. */
  'drill.end',
  /** A shift is offered on, since its drill has not passed; the subject is the drill. */
  'shift.offer',
] as const;
export type DueKind = (typeof dueKinds)[number];

/** What is to be done when. Rows, so that a restart forgets nothing. */
export class DueTable {
  #nextMs: number | null | undefined;
  readonly #upsert: Query<unknown>;
  readonly #delete: Query<unknown>;
  readonly #find: Query<{ due_at: number }>;
  readonly #next: Query<{ due_at: number | null }>;
  readonly #overdue: Query<{ subject: string }>;
  readonly #overdueKinds: Query<{ kind: string }>;

  constructor(db: Kysely<Tables>, statements: Statements) {
    this.#upsert = bindQuery(
      statements,
      db
        .insertInto('due')
        .values({ kind: '', subject: '', due_at: 0 })
        .onConflict((conflict) =>
          conflict
            .columns(['kind', 'subject'])
            .doUpdateSet(({ ref }) => ({ due_at: ref('excluded.due_at') })),
        )
        .compile(),
    );
    this.#delete = bindQuery(
      statements,
      db.deleteFrom('due').where('kind', '=', '').where('subject', '=', '').compile(),
    );
    this.#find = bindQuery(
      statements,
      db
        .selectFrom('due')
        .select('due_at')
        .where('kind', '=', '')
        .where('subject', '=', '')
        .compile(),
    );
    this.#next = bindQuery(
      statements,
      db
        .selectFrom('due')
        .select(({ fn }) => fn.min<number | null>('due_at').as('due_at'))
        .compile(),
    );
    this.#overdueKinds = bindQuery(
      statements,
      db.selectFrom('due').select('kind').distinct().where('due_at', '<=', 0).compile(),
    );
    this.#overdue = bindQuery(
      statements,
      db
        .selectFrom('due')
        .select('subject')
        .where('kind', '=', '')
        .where('due_at', '<=', 0)
        .orderBy('due_at')
        .limit(sql<number>`${0}`)
        .compile(),
    );
  }

  /** Sets or moves the time of a subject. */
  put(kind: DueKind, subject: string, dueMs: number): void {
    this.#upsert.run(kind, subject, dueMs);
    this.#nextMs = undefined;
  }

  remove(kind: DueKind, subject: string): void {
    this.#delete.run(kind, subject);
    this.#nextMs = undefined;
  }

  /** When something is due, in epoch ms; null when it is not to be done. */
  dueMs(kind: DueKind, subject: string): number | null {
    return this.#find.get(kind, subject)?.due_at ?? null;
  }

  /** When the next thing is due, in epoch ms; null when nothing is. */
  nextMs(): number | null {
    if (this.#nextMs === undefined) this.#nextMs = this.#next.get()?.due_at ?? null;
    return this.#nextMs;
  }

  /** Kinds of which something is due. */
  overdueKinds(nowMs: number): DueKind[] {
    return this.#overdueKinds.all(nowMs).map(({ kind }) => kind as DueKind);
  }

  /** What is due at `nowMs`, oldest first, at most `count`. */
  overdue(kind: DueKind, nowMs: number, count: number): string[] {
    return this.#overdue.all(kind, nowMs, count).map(({ subject }) => subject);
  }

  /** After a job or a transaction that was lost. */
  forget(): void {
    this.#nextMs = undefined;
  }
}
