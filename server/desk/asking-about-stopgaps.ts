import { askOwners } from '../domain/stopgap/asking.ts';
import type { DueWork } from './due-work.ts';

/** Asks the owners of stopgaps that have expired what becomes of them. */
export const askAboutStopgaps: DueWork = ({ work }, transaction, stopgapIds, nowMs) => {
  const rules = work.rules(transaction.people());
  for (const stopgapId of stopgapIds) {
    const stopgap = transaction.stopgap(stopgapId);
    const incident = stopgap && transaction.incident(stopgap.incidentId);
    if (!stopgap || !incident) continue;
    const team = rules.owningTeam(stopgap.service);
    const people = transaction.reachablePeople();
    for (const event of askOwners({ incident, stopgap, team, people }, nowMs)) {
      transaction.append(event);
    }
  }
};
