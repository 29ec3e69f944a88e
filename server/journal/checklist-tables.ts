import type { Kysely } from 'kysely';
import type { JournalEvent } from '../domain/hub-events.ts';
import type { Checklist } from '../protocol/checklist.ts';
import type { RunbookVersion } from '../protocol/runbook.ts';
import type { DueTable } from './due-table.ts';
import type { Statements } from './statements.ts';
import type { Tables } from './tables.ts';

/** Checklists as they are now, the runbooks that they are copies of, and when their steps are due. */
export class ChecklistTables {
  constructor(_db: Kysely<Tables>, _statements: Statements, _due: DueTable) {}

  find(_checklistId: string): Checklist | undefined {
    return undefined;
  }

  /** In the order in which they were attached. */
  ofIncident(_incidentId: string): Checklist[] {
    return [];
  }

  runbook(_hash: string): RunbookVersion | undefined {
    return undefined;
  }

  project(_event: JournalEvent): void {}
}
