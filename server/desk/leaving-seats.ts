import { toInstant } from '../domain/instant.ts';
import type { JournalTransaction } from '../journal/transaction.ts';
import { sides } from '../protocol/identity.ts';

/**
 * Ends the acknowledgements of somebody whose last device was removed: they cannot be asked again, and a
 * seat that only looks as if somebody had it must not keep its side, and a side that it stood down, asleep.
 */
export function leaveSeats(transaction: JournalTransaction, personId: string, nowMs: number): void {
  if (transaction.enrolment.deviceIdsOf(personId).length > 0) return;
  const base = { at: toInstant(nowMs), actor: { kind: 'hub' } } as const;
  for (const incidentId of transaction.openIncidentIds()) {
    for (const side of sides) {
      if (transaction.incident(incidentId)?.seats[side].acknowledgedBy !== personId) continue;
      transaction.append({ ...base, incidentId, type: 'seat.lease-ended', side, personId });
    }
  }
}
