import { closeIfOver } from './closing.ts';
import type { Records } from './records.ts';

/**
 * Ends the alerts whose time ran out without a word from their sender, and closes what is over.
 * An alert that was extended or resolved meanwhile is left alone.
 */
export function expireAlerts(records: Records, alertIds: readonly string[], at: string): void {
  const actor = { kind: 'hub' } as const;
  const incidentIds = new Set<string>();
  for (const alertId of alertIds) {
    const alert = records.alert(alertId)?.alert;
    if (!alert || alert.status !== 'firing') continue;
    if (alert.expiresAt === null || alert.expiresAt > at) continue;
    const { incidentId } = alert;
    records.append({ type: 'alert.resolved', at, actor, incidentId, alertId, cause: 'expired' });
    incidentIds.add(incidentId);
  }
  for (const id of incidentIds) {
    const closed = closeIfOver(records.incident(id), at, actor, records.openStopgapsOf(id));
    if (closed) records.append(closed);
  }
}
