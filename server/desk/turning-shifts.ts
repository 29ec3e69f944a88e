import { toInstant } from '../domain/instant.ts';
import { joinedAmong } from '../domain/oncall/duty-rules.ts';
import type { DutyRules } from '../domain/oncall/duty-rules.ts';
import type { OnCallBook } from '../domain/oncall/on-call-book.ts';
import { changesNoMore } from '../domain/oncall/shift-end.ts';
import { swapEndsMs } from '../domain/oncall/swap-end.ts';
import { allRotas } from '../journal/rota-tables.ts';
import type { JournalTransaction } from '../journal/transaction.ts';
import type { DueWork } from './due-work.ts';
import { lookForGapsNow } from './looking-for-gaps.ts';
import type { Surroundings } from './surroundings.ts';

const actor = { kind: 'hub' } as const;

/** So often all rotas are looked at, whatever happens. */
const everythingAgainMs = 24 * 60 * 60 * 1_000;

/** Long after the last shift of anybody. */
const neverAgain = '9999-12-31T23:59:59.999Z';

/** Says who is on call from now on. What happened meanwhile, as while no hub ran, is one change. */
export const turnShifts: DueWork = (surroundings, transaction, rotaIds, nowMs) => {
  const onCall = onCallOf(surroundings, transaction);
  const everything = rotaIds.includes(allRotas);
  const ids = everything ? allRotaIds(transaction, onCall) : rotaIds;
  for (const rotaId of ids) turnShift(onCall, transaction, rotaId, nowMs);
  if (!everything) return;
  putOff(transaction, { subject: allRotas, until: toInstant(nowMs + everythingAgainMs) }, nowMs);
};

/** Ends swaps that nobody answered in time. */
export const expireSwaps: DueWork = (_surroundings, transaction, swapIds, nowMs) => {
  for (const swapId of swapIds) {
    const swap = transaction.swap(swapId);
    if (swap?.state !== 'asked' || swapEndsMs(swap) > nowMs) continue;
    const at = toInstant(nowMs);
    transaction.append({ type: 'swap.changed', at, actor, swap: { ...swap, state: 'expired' } });
  }
};

/**
 * Takes in the rotas of a config that came into force: whoever is on call by it and was not, or the
 * reverse, hears of it; a rota that is seen for the first time is only remembered. To be called when
 * the hub starts, and after a new config.
 */
export function heedRotas(surroundings: Surroundings): Promise<void> {
  const { journal, clock } = surroundings;
  return journal.write((transaction) => {
    const nowMs = clock.now();
    const onCall = onCallOf(surroundings, transaction);
    for (const rotaId of allRotaIds(transaction, onCall)) {
      turnShift(onCall, transaction, rotaId, nowMs);
    }
    lookForGapsNow(surroundings, transaction, nowMs);
  });
}

interface OnCall {
  duty: DutyRules;
  book: OnCallBook;
}

function onCallOf({ paging }: Surroundings, transaction: JournalTransaction): OnCall {
  const people = transaction.people();
  return { duty: paging.duty(people), book: paging.book(people, transaction.overrides()) };
}

/** Those of the config, and those that are gone from it. */
function allRotaIds(transaction: JournalTransaction, { duty }: OnCall): Set<string> {
  return new Set([...duty.rotas.map(({ id }) => id), ...transaction.rotas.shifts.knownRotaIds()]);
}

/** Announces a change of a rota's people, or puts off its next look. */
function turnShift(
  { duty, book }: OnCall,
  transaction: JournalTransaction,
  rotaId: string,
  nowMs: number,
): void {
  const shift = book.now(rotaId, nowMs);
  const known = transaction.rotas.shifts.announced(rotaId);
  const people = shift?.people ?? [];
  const personIds = joinedAmong(people);
  const awaited = people.filter((key) => !personIds.includes(key));
  const at = toInstant(nowMs);
  const endedIds = known?.personIds.filter((id) => !personIds.includes(id)) ?? [];
  // Whoever joins in mid-shift was on call before, and is no news.
  const isNew = (id: string) =>
    !known?.personIds.includes(id) && !known?.awaited.includes(duty.awaitedKeyOf(id) ?? id);
  if (known && (endedIds.length > 0 || personIds.some(isNew))) {
    const until = shift && !changesNoMore(shift, nowMs) ? toInstant(shift.untilMs) : null;
    transaction.append({
      ...{ type: 'shift.turned', at, actor },
      ...{ rotaId, personIds, endedIds, until },
    });
  }
  const until = shift ? toInstant(shift.untilMs) : neverAgain;
  const now = transaction.rotas.shifts.announced(rotaId);
  const isSaid = now && isSame(now.personIds, personIds) && isSame(now.awaited, awaited);
  if (isSaid && transaction.dueMs('shift.turn', rotaId) === Date.parse(until)) return;
  const look = { subject: rotaId, until, ...(!isSaid && { personIds, awaited }) };
  putOff(transaction, look, nowMs);
}

function isSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((one, index) => one === others[index]);
}

function putOff(
  transaction: JournalTransaction,
  look: { subject: string; until: string; personIds?: string[]; awaited?: string[] },
  nowMs: number,
): void {
  const at = toInstant(nowMs);
  transaction.append({ type: 'look.put-off', at, actor, kind: 'shift.turn', ...look });
}
