import { remindOf } from '../domain/card/reminding.ts';
import type { DueWork } from './due-work.ts';

/** Reminds teams of the cards that wait for them. */
export const remindOfCards: DueWork = ({ work }, transaction, incidentIds, nowMs) => {
  const rules = work.rules(transaction.people());
  for (const incidentId of incidentIds) {
    const card = transaction.card(incidentId);
    const incident = transaction.incident(incidentId);
    if (!card || !incident) continue;
    const team = rules.owningTeam(incident.service);
    const people = transaction.reachablePeople();
    for (const event of remindOf({ card, team, people }, nowMs)) transaction.append(event);
  }
};
