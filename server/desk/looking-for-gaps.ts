import { toInstant } from '../domain/instant.ts';
import type { DutyRules } from '../domain/oncall/duty-rules.ts';
import { warnOfGaps } from '../domain/oncall/gap-warnings.ts';
import { allGaps } from '../journal/rota-tables.ts';
import type { JournalTransaction } from '../journal/transaction.ts';
import type { Gap } from '../protocol/oncall.ts';
import type { DueWork } from './due-work.ts';
import { gapBookOf } from './gap-book.ts';
import type { Surroundings } from './surroundings.ts';

/** So often gaps are looked for, whatever happens. */
const againMs = 60 * 60 * 1_000;

const actor = { kind: 'hub' } as const;

/** Warns of times in which nobody will be on call. */
export const lookForGaps: DueWork = (surroundings, transaction, _subjects, nowMs) =>
  lookForGapsNow(surroundings, transaction, nowMs);

/** The same at any time; what is known already is left alone. */
export function lookForGapsNow(
  { paging }: Surroundings,
  transaction: JournalTransaction,
  nowMs: number,
): void {
  const people = transaction.people();
  const duty = paging.duty(people);
  const book = paging.book(people, transaction.overrides());
  const unreachable = transaction.duty.unreachable();
  const gaps = gapBookOf(book).gaps({ duty, book, unreachable, nowMs });
  const known = transaction.rotas.shifts.warned();
  const { warnings, warned, nextMs } = warnOfGaps(gaps, known, nowMs);
  const at = toInstant(nowMs);
  for (const { gap, ahead } of warnings) {
    const personIds = warnedPeople(gap, duty);
    transaction.append({ type: 'gap.warned', at, actor, gap, ahead, personIds });
  }
  const dueMs = transaction.dueMs('coverage.look', allGaps);
  const hasRotas = duty.rotas.length > 0;
  // A hub that never had a rota has nothing to look at.
  if (!hasRotas && dueMs === null) return;
  const untilMs = Math.min(nextMs ?? Infinity, nowMs + againMs);
  const isSaid = JSON.stringify(warned) === JSON.stringify(known);
  if (isSaid && dueMs !== null && nowMs < dueMs && dueMs <= untilMs) return;
  transaction.append({
    ...{ type: 'look.put-off', at, actor, kind: 'coverage.look', subject: allGaps },
    ...{ until: toInstant(untilMs), warned },
  });
}

/** The team, and those that have the other seats of its services. */
function warnedPeople({ teamId }: Gap, duty: DutyRules): string[] {
  const team = duty.team(teamId);
  const teams = team ? [team, ...team.partnerIds.flatMap((id) => duty.team(id) ?? [])] : [];
  return [...new Set(teams.flatMap(({ memberIds }) => memberIds))];
}
