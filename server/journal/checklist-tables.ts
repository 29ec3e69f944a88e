import type { Kysely } from 'kysely';
import { isVisible } from '../domain/hub-events.ts';
import type { JournalEvent } from '../domain/hub-events.ts';
import type { Checklist } from '../protocol/checklist.ts';
import { foldChecklist, isOfChecklist } from '../protocol/checklist-fold.ts';
import type { ChecklistEvent } from '../protocol/checklist-fold.ts';
import type { RunbookVersion } from '../protocol/runbook.ts';
import type { DueTable } from './due-table.ts';
import { StepDueRows } from './step-due-rows.ts';
import { bindQuery } from './statements.ts';
import type { Query, Statements } from './statements.ts';
import type { Tables } from './tables.ts';

type Row = Pick<Tables['checklists'], 'id' | 'body'>;

/** More than these are forgotten, and read again when needed. */
const checklistCapacity = 500;
const runbookCapacity = 50;

/**
 * Checklists as they are now, the runbooks that they are copies of, and when their steps are due. Rows are
 * written at once; what was read is kept, since a runbook may be as large as a megabyte.
 */
export class ChecklistTables {
  readonly #due: StepDueRows;
  readonly #isResolved: (incidentId: string) => boolean;
  readonly #find: Query<Row>;
  readonly #ofIncident: Query<Row>;
  readonly #runbook: Query<{ body: string }>;
  readonly #writes: ReturnType<typeof bindWrites>;
  readonly #checklists = new Map<string, Checklist>();
  readonly #runbooks = new Map<string, RunbookVersion>();

  /** `isResolved`: whether an incident is, as of the event that is taken in. */
  constructor(
    db: Kysely<Tables>,
    statements: Statements,
    { due, isResolved }: { due: DueTable; isResolved: (incidentId: string) => boolean },
  ) {
    this.#due = new StepDueRows(due);
    this.#isResolved = isResolved;
    const checklists = db.selectFrom('checklists').select(['id', 'body']);
    this.#find = bindQuery(statements, checklists.where('id', '=', '').compile());
    this.#ofIncident = bindQuery(
      statements,
      checklists.where('incident_id', '=', '').orderBy('seq').compile(),
    );
    this.#runbook = bindQuery(
      statements,
      db.selectFrom('runbooks').select('body').where('hash', '=', '').compile(),
    );
    this.#writes = bindWrites(db, statements);
  }

  find(checklistId: string): Checklist | undefined {
    const known = this.#checklists.get(checklistId);
    if (known) return known;
    const row = this.#find.get(checklistId);
    return row && this.#learn(row);
  }

  /** In the order in which they were attached. */
  ofIncident(incidentId: string): Checklist[] {
    return this.#ofIncident
      .all(incidentId)
      .map((row) => this.#checklists.get(row.id) ?? this.#learn(row));
  }

  runbook(hash: string): RunbookVersion | undefined {
    const known = this.#runbooks.get(hash);
    if (known) return known;
    const row = this.#runbook.get(hash);
    if (!row) return undefined;
    const version = JSON.parse(row.body) as RunbookVersion;
    if (this.#runbooks.size >= runbookCapacity) this.#runbooks.clear();
    this.#runbooks.set(hash, version);
    return version;
  }

  /** Takes in an event; one that does not concern these tables changes nothing. */
  project(event: JournalEvent): void {
    if (event.type === 'runbook.stored') {
      const { version } = event;
      this.#writes.runbook.run(version.hash, JSON.stringify(version));
    } else if (event.type === 'incident.resolved') {
      for (const checklist of this.ofIncident(event.incidentId)) this.#due.removeAll(checklist);
    } else if (isVisible(event) && isOfChecklist(event)) this.#fold(event);
  }

  /** After a job or a transaction that was lost, and before a rebuild. */
  forget(): void {
    this.#checklists.clear();
    this.#runbooks.clear();
  }

  #fold(event: ChecklistEvent): void {
    const before = this.find(event.checklistId);
    const after = foldChecklist(before, event);
    if (!after || after === before) return;
    const { id, incidentId, runbook } = after;
    const body = JSON.stringify(after);
    if (before) this.#writes.update.run(body, id);
    else this.#writes.insert.run(event.seq, id, incidentId, body);
    this.#remember(after);
    if (this.#isResolved(incidentId)) return;
    this.#due.follow(event, after, () =>
      runbook ? (this.runbook(runbook.hash)?.runbook ?? null) : null,
    );
  }

  #learn({ body }: Row): Checklist {
    const checklist = JSON.parse(body) as Checklist;
    this.#remember(checklist);
    return checklist;
  }

  #remember(checklist: Checklist): void {
    if (this.#checklists.size >= checklistCapacity) this.#checklists.clear();
    this.#checklists.set(checklist.id, checklist);
  }
}

function bindWrites(db: Kysely<Tables>, statements: Statements) {
  const queries = {
    insert: db.insertInto('checklists').values({ seq: 0, id: '', incident_id: '', body: '' }),
    update: db.updateTable('checklists').set({ body: '' }).where('id', '=', ''),
    runbook: db
      .insertInto('runbooks')
      .values({ hash: '', body: '' })
      .onConflict((conflict) => conflict.doNothing()),
  };
  return {
    insert: bindQuery(statements, queries.insert.compile()),
    update: bindQuery(statements, queries.update.compile()),
    runbook: bindQuery(statements, queries.runbook.compile()),
  };
}
