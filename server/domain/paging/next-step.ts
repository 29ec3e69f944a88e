import type { SkippedStep } from '../../protocol/paging.ts';
import { peopleOfSide, peopleOfStep, stepsOfSide } from './policy-steps.ts';
import type { SeatOfPolicy } from './policy-steps.ts';

/** Where a side stands in its policy: the step that was taken last, `step` 0 before the first. */
export interface Position {
  round: number;
  step: number;
}

/** A step that is taken: whom it calls, and how long it may go unanswered. */
export interface StepTaken extends Position {
  /** Empty when there is nobody on this side at all. */
  personIds: readonly string[];
  waitMs: number;
  /** Steps that were passed over on the way. */
  skipped: readonly SkippedStep[];
}

/** Before the first step of a policy. */
export const beginning: Position = { round: 1, step: 0 };

/** A step is never over at once, whatever the config says: timers must come to an end. */
const shortestWaitMs = 1_000;

/**
 * The next step after a position that calls somebody: `choose` says whom of those that a step names. Steps
 * that call nobody are passed over. Null when no step does before the last round is over.
 */
export function nextStep(
  seat: SeatOfPolicy,
  { round, step }: Position,
  choose: (personIds: readonly string[]) => readonly string[],
): StepTaken | null {
  const steps = stepsOfSide(seat);
  const { rounds } = seat.paging.policyOf(seat.service);
  const later = steps.filter(({ number }) => number > step);
  const skipped: SkippedStep[] = [];
  const ways = [
    { round, steps: later },
    // Once around: what calls nobody now calls nobody in the rounds that follow either.
    { round: round + 1, steps },
  ];
  for (const way of ways) {
    if (way.round > rounds) return null;
    for (const { number, step: one } of way.steps) {
      if (way.round > round && skipped.some((known) => known.step === number)) continue;
      const people = peopleOfStep(seat, one);
      const personIds = typeof people === 'string' ? [] : choose(people);
      const waitMs = Math.max(one.waitMs, shortestWaitMs);
      if (personIds.length > 0) {
        return { round: way.round, step: number, personIds, waitMs, skipped };
      }
      skipped.push({ step: number, reason: typeof people === 'string' ? people : 'nobody' });
    }
  }
  return null;
}

/** Beyond the last round: everybody there is, again and again. */
export function wholeSide(seat: SeatOfPolicy, { round }: Position): StepTaken {
  const { rounds, thenEveryMs } = seat.paging.policyOf(seat.service);
  return {
    ...{ round: Math.max(round, rounds) + 1, step: 1 },
    personIds: peopleOfSide(seat),
    waitMs: Math.max(thenEveryMs, shortestWaitMs),
    skipped: whyNobody(seat),
  };
}

/** Why all steps of the side call nobody now; empty when some would. */
function whyNobody(seat: SeatOfPolicy): SkippedStep[] {
  const steps = stepsOfSide(seat);
  const skipped = steps.flatMap(({ number, step }): SkippedStep[] => {
    const people = peopleOfStep(seat, step);
    return typeof people === 'string' ? [{ step: number, reason: people }] : [];
  });
  return skipped.length === steps.length ? skipped : [];
}
