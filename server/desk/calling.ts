import { callArrivals } from '../domain/paging/escalation.ts';
import type { PagingRules } from '../domain/paging/paging-rules.ts';
import { takersOf } from '../domain/oncall/duty-rules.ts';
import { sides } from '../protocol/identity.ts';
import type { Side } from '../protocol/identity.ts';
import type { JournalTransaction } from '../journal/transaction.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * Calls who would have been called by steps that were taken already, where a seat rings: the teams may
 * have changed since. Those whom a missing name would call are left alone, for an edit of the config is
 * no reason to wake everybody.
 */
export function callMembers(surroundings: Surroundings): Promise<void> {
  return surroundings.journal.write((transaction) => {
    const reachable = new Set(transaction.reachablePeople().map(({ id }) => id));
    callArrived(surroundings, transaction, (paging, service, side) =>
      hasPeople(paging, service, side, reachable) ? () => true : () => false,
    );
  });
}

/** Calls a person who has a laptop from now on for what rings already. */
export function callToOpenIncidents(
  surroundings: Surroundings,
  transaction: JournalTransaction,
  personId: string,
): void {
  callArrived(surroundings, transaction, () => (id) => id === personId);
}

function callArrived(
  { paging, clock }: Surroundings,
  transaction: JournalTransaction,
  whoOf: (paging: PagingRules, service: string, side: Side) => (personId: string) => boolean,
): void {
  const nowMs = clock.now();
  const rules = paging.rules(transaction, nowMs);
  for (const incidentId of transaction.openIncidentIds()) {
    for (const side of sides) {
      const incident = transaction.incident(incidentId);
      if (incident?.seats[side].state !== 'ringing') continue;
      const seatCase = { incident, side, paging: rules, nowMs };
      const events = callArrivals(seatCase, whoOf(rules, incident.service, side));
      for (const event of events) transaction.append(event);
    }
  }
}

/** Whether the side's team has somebody to call, so that nobody stands in for it. */
function hasPeople(
  { teamOf, duty }: PagingRules,
  service: string,
  side: Side,
  reachable: ReadonlySet<string>,
): boolean {
  const team = teamOf(service, side);
  if (!team) return false;
  const rotas = duty.rotas.filter(({ teamId }) => teamId === team.id);
  const takers = rotas.flatMap((rota) => takersOf(rota, duty));
  return [...team.memberIds, ...takers].some((id) => reachable.has(id));
}
