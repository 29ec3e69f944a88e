import type { Person } from '../../server/protocol/identity.ts';
import type { Incident } from '../../server/protocol/incident.ts';
import { severityRank } from '../../server/protocol/severity.ts';

/** More than anybody can be called to and look at; the others are fetched when they are opened. */
const prefetched = 50;

/**
 * Incidents whose rooms this laptop keeps at hand before anybody opens them: the open ones that
 * call or called this person, the worst and newest first.
 */
export function roomsToPrefetch(incidents: Iterable<Incident>, me: Person): string[] {
  const calling: Incident[] = [];
  for (const incident of incidents) if (callsPerson(incident, me)) calling.push(incident);
  calling.sort((a, b) => {
    const byRank = severityRank(a.severity) - severityRank(b.severity);
    return byRank === 0 ? b.number - a.number : byRank;
  });
  return calling.slice(0, prefetched).map(({ id }) => id);
}

/** Whether an open incident calls or called this person. */
export function callsPerson(incident: Incident, me: Person): boolean {
  if (incident.status === 'resolved') return false;
  return incident.seats[me.side].called.includes(me.id) || me.id in incident.paged;
}
