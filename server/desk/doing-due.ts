import { expireAlerts } from '../domain/expiry.ts';
import { toInstant } from '../domain/instant.ts';
import { dueKinds } from '../journal/due-table.ts';
import type { DueKind } from '../journal/due-table.ts';
import { remindOfCards } from './reminding-of-cards.ts';
import { askAboutStopgaps } from './asking-about-stopgaps.ts';
import type { DueWork } from './due-work.ts';
import type { Surroundings } from './surroundings.ts';
import { tellOverdueSteps } from './telling-overdue-steps.ts';

const works: Record<DueKind, DueWork> = {
  'alert.expiry': (_surroundings, transaction, alertIds, nowMs) =>
    expireAlerts(transaction, alertIds, toInstant(nowMs)),
  'step.overdue': tellOverdueSteps,
  'stopgap.asking': askAboutStopgaps,
  'card.reminder': remindOfCards,
};

/** Most subjects that one transaction deals with. */
const subjectsPerJob = 500;

/** Does what is due; returns when the next thing is due, in epoch ms. */
export async function runDue(surroundings: Surroundings): Promise<number | null> {
  const { journal, clock } = surroundings;
  for (const kind of dueKinds) {
    const isDue = (): boolean => (journal.nextDueMs() ?? Infinity) <= clock.now();
    let hasMore = isDue();
    while (hasMore) {
      const count = await journal.write((transaction) => {
        const nowMs = clock.now();
        const subjects = transaction.overdue(kind, nowMs, subjectsPerJob);
        if (subjects.length > 0) works[kind](surroundings, transaction, subjects, nowMs);
        return subjects.length;
      });
      hasMore = count === subjectsPerJob && isDue();
    }
  }
  return journal.nextDueMs();
}
