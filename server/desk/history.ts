import { TocsinError } from '../protocol/errors.ts';
import { limits } from '../protocol/limits.ts';
import type { History } from '../protocol/room-api.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * What happened in an incident after `after`, as much as one answer holds.
 * @throws TocsinError `incident_unknown`
 */
export async function readHistory(
  { journal }: Surroundings,
  named: string,
  after: number,
): Promise<History> {
  const incident = journal.incidentNamed(named);
  if (!incident) throw new TocsinError('incident_unknown');
  const { head } = journal;
  const { events, hasMore } = await journal.readHistory(
    incident.id,
    { after, through: head },
    { maxEvents: limits.historyEvents, maxBytes: limits.historyBytes },
  );
  const through = hasMore ? (events.at(-1)?.seq ?? after) : head;
  return { incident, events, through, hasMore };
}
