import { callMissing, ringingSides } from '../domain/enrolment.ts';
import { toInstant } from '../domain/instant.ts';
import { directoryOf } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Calls members of the teams of open incidents who were not called yet, where their seat rings: the
 * teams may have changed since. Those whom a missing name would call are left alone, for an edit of
 * the config is no reason to wake everybody.
 */
export function callMembers(surroundings: Surroundings): Promise<void> {
  const { journal, clock } = surroundings;
  return journal.write((transaction) => {
    const directory = directoryOf(surroundings);
    const at = toInstant(clock.now());
    for (const incidentId of transaction.openIncidentIds()) {
      const incident = transaction.incident(incidentId);
      if (!incident) continue;
      const members = directory.members(incident.service, transaction.reachablePeople());
      const actor = { kind: 'hub' } as const;
      for (const event of callMissing(incident, members, ringingSides(incident), at, actor)) {
        transaction.append(event);
      }
    }
  });
}
