import type { Actor } from '../protocol/identity.ts';
import type { Incident } from '../protocol/incident.ts';
import type { Stopgap } from '../protocol/stopgap.ts';
import type { NewEvent } from './hub-events.ts';

/**
 * Closes an incident when nothing in it fires, nothing may fire unseen, and no stopgap waits for an
 * answer; while one does it is mitigated, unless one of `stopgaps`, those that are open, does not
 * hold. `actor` is whoever did the last thing that was needed.
 */
export function closeIfOver(
  incident: Incident | undefined,
  at: string,
  actor: Actor,
  stopgaps: readonly Stopgap[] = [],
): NewEvent | null {
  if (!incident || incident.status === 'resolved') return null;
  if (incident.firingCount > 0 || Object.keys(incident.unseen).length > 0) return null;
  const base = { at, actor, incidentId: incident.id };
  if (incident.openStopgaps === 0) return { ...base, type: 'incident.resolved' };
  const allHold = stopgaps.every(({ probe }) => probe?.state !== 'failing');
  if (incident.status === 'mitigated' || !allHold) return null;
  return { ...base, type: 'incident.mitigated' };
}
