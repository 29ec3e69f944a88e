import type { Kysely } from 'kysely';
import type { JournalEvent } from '../domain/hub-events.ts';
import { expiryToldBeforeMs } from '../domain/paging/expiring-silence.ts';
import type { Silence } from '../protocol/oncall.ts';
import type { DueKind, DueTable } from './due-table.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

type SilenceRow = Pick<Tables['silences'], 'body'>;

const kinds = [
  'silence.start',
  'silence.expiring',
  'silence.end',
] as const satisfies readonly DueKind[];

/** Silences and maintenance windows that are in force or to come. */
export class SilenceTable {
  readonly #due: DueTable;
  readonly #all: Query<SilenceRow>;
  readonly #insert: Query<unknown>;
  readonly #delete: Query<unknown>;
  #silences: readonly Silence[] | undefined;

  constructor(db: Kysely<Tables>, statements: Statements, due: DueTable) {
    this.#due = due;
    this.#all = bindQuery(
      statements,
      db.selectFrom('silences').select('body').orderBy('seq').compile(),
    );
    this.#insert = bindQuery(
      statements,
      db.insertInto('silences').values({ seq: 0, id: '', body: '' }).compile(),
    );
    this.#delete = bindQuery(statements, db.deleteFrom('silences').where('id', '=', '').compile());
  }

  /** In the order in which they were made; the same objects until they end. */
  silences(): readonly Silence[] {
    this.#silences ??= this.#all.all().map(({ body }) => JSON.parse(body) as Silence);
    return this.#silences;
  }

  silence(silenceId: string): Silence | undefined {
    return this.silences().find(({ id }) => id === silenceId);
  }

  project(event: JournalEvent): void {
    switch (event.type) {
      case 'silence.created':
        this.#begin(event.seq, event.silence);
        return;
      case 'silence.started':
        this.#due.remove('silence.start', event.silenceId);
        return;
      case 'silence.expiring':
        this.#due.remove('silence.expiring', event.silenceId);
        return;
      case 'silence.ended':
        this.#delete.run(event.silenceId);
        for (const kind of kinds) this.#due.remove(kind, event.silenceId);
        this.#silences = this.#silences?.filter(({ id }) => id !== event.silenceId);
        return;
      default:
    }
  }

  /** After a job or a transaction that was lost. */
  forget(): void {
    this.#silences = undefined;
  }

  #begin(seq: number, silence: Silence): void {
    const { id } = silence;
    const [fromMs, untilMs] = [Date.parse(silence.from), Date.parse(silence.until)];
    this.#insert.run(seq, id, JSON.stringify(silence));
    this.#due.put('silence.start', id, fromMs);
    this.#due.put('silence.expiring', id, Math.max(fromMs, untilMs - expiryToldBeforeMs));
    this.#due.put('silence.end', id, untilMs);
    this.#silences = this.#silences && [...this.#silences, silence];
  }
}
