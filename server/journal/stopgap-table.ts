import type { Kysely } from 'kysely';
import type { JournalEvent } from '../domain/hub-events.ts';
import type { Stopgap } from '../protocol/stopgap.ts';
import type { DueTable } from './due-table.ts';
import type { Statements } from './statements.ts';
import type { Tables } from './tables.ts';

/** Stopgaps as they are now, and when they are due. */
export class StopgapTable {
  constructor(_db: Kysely<Tables>, _statements: Statements, _due: DueTable) {}

  find(_stopgapId: string): Stopgap | undefined {
    return undefined;
  }

  /** Those of an incident that are open, in the order in which they were installed. */
  openOf(_incidentId: string): Stopgap[] {
    return [];
  }

  project(_event: JournalEvent): void {}
}
