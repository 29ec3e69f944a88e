import type { Actor } from '../protocol/identity.ts';
import type { Incident } from '../protocol/incident.ts';
import type { NewEvent } from './hub-events.ts';

/**
 * Closes an incident when nothing in it fires and nothing may fire unseen. `actor` is whoever did
 * the last thing that was needed.
 */
export function closeIfOver(
  incident: Incident | undefined,
  at: string,
  actor: Actor,
): NewEvent | null {
  if (!incident || incident.status === 'resolved') return null;
  const isOver = incident.firingCount === 0 && Object.keys(incident.unseen).length === 0;
  return isOver ? { type: 'incident.resolved', at, actor, incidentId: incident.id } : null;
}
