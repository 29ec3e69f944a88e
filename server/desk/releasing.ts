import { toInstant } from '../domain/instant.ts';
import { release, reviewHolds } from '../domain/paging/holding.ts';
import { readSeatSubject } from '../domain/paging/seat-subject.ts';
import type { DueWork } from './due-work.ts';

/** Calls sides whose hold is over. */
export const endHolds: DueWork = (_surroundings, transaction, subjects, nowMs) => {
  for (const subject of subjects) {
    const { incidentId, side } = readSeatSubject(subject);
    const incident = transaction.incident(incidentId);
    // Both seats of an incident may have been released with the first of them.
    if (incident?.seats[side].state !== 'held') continue;
    const events =
      incident.seats[side].hold?.kind === 'stand-down'
        ? [release(incident, side, 'over', toInstant(nowMs))]
        : reviewHolds(transaction, incident, 'silence-ended', nowMs);
    for (const event of events) transaction.append(event);
  }
};
