import type { DeviceLinks } from '../domain/paging/device-links.ts';
import { circleOf, reachNews } from '../domain/paging/reaching.ts';
import type { JournalTransaction } from '../journal/transaction.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Looks whether everybody on call can be reached, and tells their partners, backups and leads when not.
 * Only who is on call by a rota is watched: in a team without one everybody is on call, and most of
 * them may sleep.
 * @returns when to look again, in epoch ms, unless something changes before; null: not
 */
export function watchReach(surroundings: Surroundings, links: DeviceLinks): Promise<number | null> {
  const { journal, paging, clock } = surroundings;
  return journal.write((transaction) => {
    const nowMs = clock.now();
    const { rota } = paging.duty(transaction.people());
    const duties = transaction.duty.all().filter(({ rotaId }) => rota(rotaId)?.level === 'oncall');
    const unreachable = transaction.duty.unreachable();
    if (duties.length === 0 && unreachable.length === 0) return null;
    const { events, nextMs } = reachNews({
      ...{ duties, unreachable, links, nowMs },
      deviceIdsOf: (personId) => transaction.enrolment.deviceIdsOf(personId),
      unreachableAfterMs: paging.settings().unreachableAfterMs,
      othersOf: (personId, rotaIds) =>
        othersOf(surroundings, transaction, { personId, rotaIds, nowMs }),
    });
    for (const event of events) transaction.append(event);
    return nextMs;
  });
}

function othersOf(
  { paging, work }: Surroundings,
  transaction: JournalTransaction,
  { personId, rotaIds, nowMs }: { personId: string; rotaIds: readonly string[]; nowMs: number },
): string[] {
  const people = transaction.people();
  const { services } = work.config(people, nowMs);
  const rules = paging.rules(transaction, nowMs);
  const teams = new Map(
    rotaIds.flatMap((id) => {
      const rota = rules.duty.rota(id);
      return rota ? [[rota.teamId, rota.side] as const] : [];
    }),
  );
  const ids = [...teams].flatMap(([teamId, side]) =>
    circleOf({ teamId, side, services, paging: rules }),
  );
  return [...new Set(ids)].filter((id) => id !== personId);
}
