import type { CardRow, StopgapRow } from '../ipc/work-views.ts';
import { isOverdue } from './earlier.ts';
import { toLocal } from './knowledge.ts';
import type { Knowledge } from './knowledge.ts';
import { personView } from './people.ts';
import { isOfOwners } from './teams.ts';
import { localStopgap } from './work-times.ts';

/** Open stopgaps, overdue first, then the oldest. */
export function stopgapRows(known: Knowledge): StopgapRow[] {
  const { me, people, clockSkewMs, incidents } = known;
  const person = (id: string | null) => id && personView(id, people, me?.id ?? null);
  const rows = [...known.stopgaps.values()].map((stopgap): StopgapRow => ({
    ...localStopgap(stopgap, clockSkewMs),
    incidentTitle: incidents.get(stopgap.incidentId)?.title ?? '',
    owner: person(stopgap.ownerId) || null,
    installer: person(stopgap.installedBy) || null,
    isOverdue: isOverdue(stopgap, known),
    isMine: stopgap.ownerId === me?.id || isOfOwners(stopgap.team, known),
  }));
  return rows.sort((a, b) => {
    const byOverdue = Number(b.isOverdue) - Number(a.isOverdue);
    return byOverdue || Date.parse(a.installedAt) - Date.parse(b.installedAt);
  });
}

/** Cards that wait, those of this person's teams first, then those that are due first. */
export function cardRows(known: Knowledge): CardRow[] {
  const { clockSkewMs, now } = known;
  const rows = [...known.cards.values()].map((card): CardRow => {
    const dueAt = toLocal(card.dueAt, clockSkewMs);
    return {
      ...card,
      dueAt,
      draftedAt: toLocal(card.draftedAt, clockSkewMs),
      isMine: isOfOwners(card.team, known),
      isOverdue: Date.parse(dueAt) <= now,
    };
  });
  return rows.sort((a, b) => {
    const byMine = Number(b.isMine) - Number(a.isMine);
    return byMine || Date.parse(a.dueAt) - Date.parse(b.dueAt);
  });
}
