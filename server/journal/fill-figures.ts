import type { VisibleEvent } from '../protocol/events.ts';
import { foldIncident } from '../protocol/fold.ts';
import type { Incident } from '../protocol/incident.ts';
import type { FigureTables } from './figure-tables.ts';
import type { Statements } from './statements.ts';

/** Makes the tables of reports from a log that is older than they are, in one transaction. */
export function fillFigures({ database }: Statements, figures: FigureTables): void {
  const incidents = new Map<string, Incident>();
  const bodies = database.prepare(`
    select body from events
    where incident_id is not null and (
      type glob 'incident.*' or type glob 'seat.*' or type glob 'stopgap.*'
      or type in ('person.paged', 'person.answered')
    )
    order by seq
  `);
  database.exec('begin immediate');
  try {
    for (const row of bodies.iterate()) {
      const event = JSON.parse(String(row['body'])) as VisibleEvent;
      if (!('incidentId' in event)) continue;
      const before = incidents.get(event.incidentId);
      const after = foldIncident(before, event);
      if (!after) continue;
      figures.project(event, before, after);
      incidents.set(after.id, after);
    }
    database.exec('commit');
  } catch (error) {
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
}
