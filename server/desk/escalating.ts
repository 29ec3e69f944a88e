import { continueSeat } from '../domain/paging/escalation.ts';
import { readSeatSubject } from '../domain/paging/seat-subject.ts';
import { callBackUnwatched } from '../domain/paging/stand-down.ts';
import type { DueWork } from './due-work.ts';

/** Goes on with the policies of seats that nobody has answered, and calls back who slept because of them. */
export const escalate: DueWork = ({ paging }, transaction, subjects, nowMs) => {
  const rules = paging.rules(transaction, nowMs);
  for (const subject of subjects) {
    const { incidentId, side } = readSeatSubject(subject);
    const incident = transaction.incident(incidentId);
    if (!incident) continue;
    const events = continueSeat({ incident, side, paging: rules, nowMs });
    for (const event of events) transaction.append(event);
    const after = transaction.incident(incidentId);
    if (!after) continue;
    for (const event of callBackUnwatched(after, side, nowMs)) transaction.append(event);
  }
};
