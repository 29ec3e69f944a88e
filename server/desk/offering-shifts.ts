import type { NewEvent } from '../domain/hub-events.ts';
import { toInstant } from '../domain/instant.ts';
import { joinedAmong, takersOf } from '../domain/oncall/duty-rules.ts';
import type { JournalTransaction } from '../journal/transaction.ts';
import type { Drill } from '../protocol/oncall.ts';
import type { Surroundings } from './surroundings.ts';

/** Offers the shifts of somebody who cannot be heard to those who may take them and can be reached. */
export function offerOn(
  { paging }: Surroundings,
  transaction: JournalTransaction,
  { personId }: Drill,
  nowMs: number,
): NewEvent[] {
  const people = transaction.people();
  const duty = paging.duty(people);
  const book = paging.book(people, transaction.overrides());
  const unreachable = new Set(transaction.duty.unreachable().map((one) => one.personId));
  const withDevice = new Set(transaction.reachablePeople().map(({ id }) => id));
  const name = people.find(({ id }) => id === personId)?.name ?? personId;
  return transaction.duty.rotasOf(personId).flatMap((rotaId): NewEvent[] => {
    const rota = duty.rota(rotaId);
    const shift = rota && book.now(rotaId, nowMs);
    if (!shift) return [];
    const personIds = joinedAmong(takersOf(rota, duty)).filter(
      (id) => id !== personId && withDevice.has(id) && !unreachable.has(id),
    );
    return [
      {
        ...{ type: 'shift.offered', at: toInstant(nowMs), actor: { kind: 'hub' } },
        ...{ rotaId, personId, until: toInstant(shift.untilMs), personIds },
        reason: `${name} did not pass the last drill.`,
      },
    ];
  });
}
