import { toInstant } from '../domain/instant.ts';
import { readSeatSubject } from '../domain/paging/seat-subject.ts';
import type { DueWork } from './due-work.ts';

/** Asks those whose acknowledgement has run out. */
export const endLeases: DueWork = (_surroundings, transaction, subjects, nowMs) => {
  const base = { at: toInstant(nowMs), actor: { kind: 'hub' } } as const;
  for (const subject of subjects) {
    const { incidentId, side } = readSeatSubject(subject);
    const personId = transaction.incident(incidentId)?.seats[side].acknowledgedBy ?? null;
    if (personId === null) continue;
    transaction.append({ ...base, incidentId, type: 'seat.lease-ended', side, personId });
  }
};
