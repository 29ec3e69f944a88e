import type { Kysely } from 'kysely';
import type { JournalEvent } from '../domain/hub-events.ts';
import type { Card } from '../protocol/card.ts';
import type { DueTable } from './due-table.ts';
import type { Statements } from './statements.ts';
import type { Tables } from './tables.ts';

/** Cards as they are now, and when their teams are to be reminded. */
export class CardTable {
  constructor(_db: Kysely<Tables>, _statements: Statements, _due: DueTable) {}

  find(_incidentId: string): Card | undefined {
    return undefined;
  }

  project(_event: JournalEvent): void {}
}
