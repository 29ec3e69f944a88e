import type { JournalEvent } from '../domain/hub-events.ts';
import type { Projector } from './projector.ts';
import type { Statements } from './statements.ts';
import { projections } from './tables.ts';

/** Makes every projection anew from the log, in one transaction. Nothing else may be written meanwhile. */
export function rebuildProjections(statements: Statements, projector: Projector): void {
  const { database } = statements;
  database.exec('begin immediate');
  try {
    for (const table of projections) database.exec(emptying(table));
    forgetAll(projector);
    for (const row of database.prepare('select body from events order by seq').iterate()) {
      projector.project(JSON.parse(String(row['body'])) as JournalEvent);
      projector.alerts.endJob();
      projector.incidents.keepJob();
    }
    projector.incidents.flush();
    database.exec('commit');
  } catch (error) {
    if (database.isTransaction) database.exec('rollback');
    throw error;
  } finally {
    forgetAll(projector);
  }
}

function emptying(table: (typeof projections)[number]): string {
  // Taken from a full-text index one by one, a million rows would take minutes.
  if (table === 'search') return `insert into search (search) values ('delete-all')`;
  return `delete from ${table}`;
}

function forgetAll(projector: Projector): void {
  projector.alerts.endJob();
  projector.incidents.undoTransaction();
  projector.enrolment.forget();
  projector.checklists.forget();
  projector.rotas.forget();
  projector.silences.forget();
  projector.due.forget();
}
