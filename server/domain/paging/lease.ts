import { sides } from '../../protocol/identity.ts';
import type { Incident } from '../../protocol/incident.ts';
import type { NewEvent } from '../hub-events.ts';
import { toInstant } from '../instant.ts';
import type { PagingRules } from './paging-rules.ts';

/**
 * When somebody who acknowledges now is asked again; undefined while stopgaps are open, for those have an
 * expiry of their own.
 */
export function leaseUntil(
  { service, severity, openStopgaps }: Pick<Incident, 'service' | 'severity' | 'openStopgaps'>,
  paging: PagingRules,
  nowMs: number,
): string | undefined {
  if (openStopgaps > 0) return undefined;
  return toInstant(nowMs + paging.policyOf(service).leaseMs[severity]);
}

/** Gives those who have a seat without a lease one, when the last stopgap is answered for. */
export function beginLeases(incident: Incident, paging: PagingRules, nowMs: number): NewEvent[] {
  return setLeases(incident, paging, nowMs, (before) => before === null);
}

/** Asks those who keep a seat sooner, when the severity rose and with it the lease became shorter. */
export function shortenLeases(incident: Incident, paging: PagingRules, nowMs: number): NewEvent[] {
  return setLeases(incident, paging, nowMs, (before, until) => before === null || before > until);
}

function setLeases(
  incident: Incident,
  paging: PagingRules,
  nowMs: number,
  isWanted: (before: string | null, until: string) => boolean,
): NewEvent[] {
  const until = leaseUntil(incident, paging, nowMs);
  if (until === undefined) return [];
  return sides.flatMap((side): NewEvent[] => {
    const { acknowledgedBy: personId, leaseUntil: before } = incident.seats[side];
    if (personId === null || !isWanted(before, until)) return [];
    const base = { at: toInstant(nowMs), actor: { kind: 'hub' }, incidentId: incident.id } as const;
    return [{ ...base, type: 'seat.snoozed', side, personId, until }];
  });
}
