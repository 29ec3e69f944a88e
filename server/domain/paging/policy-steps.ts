import type { Side } from '../../protocol/identity.ts';
import type { SkippedStep } from '../../protocol/paging.ts';
import type { Severity } from '../../protocol/severity.ts';
import { otherSide } from '../other-side.ts';
import type { PagingRules } from './paging-rules.ts';
import type { PolicyStep, Target } from './policy.ts';

/** A seat for which people are looked for, as of one moment. */
export interface SeatOfPolicy {
  service: string;
  severity: Severity;
  side: Side;
  paging: PagingRules;
}

/** A step with a target on the side; `number` is as the policy counts, from 1. */
export interface SideStep {
  number: number;
  step: PolicyStep;
}

/** The steps that a side goes through. */
export function stepsOfSide(seat: SeatOfPolicy): SideStep[] {
  const { steps } = seat.paging.policyOf(seat.service);
  return steps
    .map((step, index) => ({ number: index + 1, step }))
    .filter(({ step }) => step.targets.some((target) => isOnSide(seat, target)));
}

/** Whom a step pages now; a reason when it does not apply. */
export function peopleOfStep(
  seat: SeatOfPolicy,
  { targets, severities, hours }: PolicyStep,
): readonly string[] | SkippedStep['reason'] {
  const { service, side, severity, paging } = seat;
  if (severities && !severities.includes(severity)) return 'severity';
  if (hours !== null && hours !== hoursNow(seat)) return 'hours';
  const ids = targets.flatMap((target) => paging.resolve(service, side, target));
  return ids.length > 0 ? [...new Set(ids)] : 'nobody';
}

/** Everybody there is on a side: its team, or at least whom its steps name. */
export function peopleOfSide(seat: SeatOfPolicy): string[] {
  const { service, side, paging } = seat;
  const roles = (['team', 'oncall', 'backup', 'lead'] as const).map((role): Target => ({
    kind: 'role',
    side,
    role,
  }));
  for (const target of roles) {
    const ids = paging.resolve(service, side, target);
    if (ids.length > 0) return [...new Set(ids)];
  }
  const named = stepsOfSide(seat).flatMap(({ step }) => step.targets);
  return [...new Set(named.flatMap((target) => paging.resolve(service, side, target)))];
}

/** A team without hours is always there. */
function hoursNow({ service, side, paging }: SeatOfPolicy): 'open' | 'closed' {
  return paging.isOpen(service, side) === false ? 'closed' : 'open';
}

/** Somebody who is named belongs to their own side; who is on neither is missing on both. */
function isOnSide({ service, side, paging }: SeatOfPolicy, target: Target): boolean {
  if (target.kind === 'role') return target.side === side;
  const isThere = paging.resolve(service, side, target).length > 0;
  return isThere || paging.resolve(service, otherSide(side), target).length === 0;
}
