import type { Side } from '../../protocol/identity.ts';
import type { Incident, Seat } from '../../protocol/incident.ts';
import type { SeatPlan } from '../../protocol/paging.ts';
import type { NewEvent } from '../hub-events.ts';
import { toInstant } from '../instant.ts';
import { beginning, nextStep, wholeSide } from './next-step.ts';
import type { Position, StepTaken } from './next-step.ts';
import type { PagingRules } from './paging-rules.ts';
import { peopleOfSide, peopleOfStep, stepsOfSide } from './policy-steps.ts';
import type { SeatOfPolicy } from './policy-steps.ts';

/** A seat of an incident as of the moment at which something is to be done with it. */
export interface SeatCase {
  incident: Incident;
  side: Side;
  paging: PagingRules;
  nowMs: number;
}

const hub = { kind: 'hub' } as const;

/** Whom the first step of a side calls when an incident opens. */
export function firstCalled(seat: SeatOfPolicy): string[] {
  return [...firstStep(seat).personIds];
}

/** What comes next for a seat of an incident that has just opened, and has called its first step. */
export function planOpened(seatCase: SeatCase): NewEvent[] {
  return [planned(seatCase, firstStep(policyOf(seatCase)))];
}

/** Begins a seat's policy: whoever is there now is called, also who could not come before. */
export function beginSeat(seatCase: SeatCase): NewEvent[] {
  return take(seatCase, firstStep(policyOf(seatCase)));
}

/** Goes on with a seat's policy, when its step has gone unanswered for its time. */
export function continueSeat(seatCase: SeatCase): NewEvent[] {
  const seat = policyOf(seatCase);
  const position = positionOf(seatCase);
  if (!position) return beginSeat(seatCase);
  return take(seatCase, following(seat, position, declinedOf(seatOf(seatCase))));
}

/**
 * Goes on at once, since somebody who was called cannot come or was not reached: with the next step that
 * calls somebody new. Nothing when somebody has been called since that person, or when there is nobody
 * new and others ring still.
 */
export function continueEarly(seatCase: SeatCase, personId: string): NewEvent[] {
  const { called: calledIds, pages } = seatOf(seatCase);
  const open = pages.filter((page) => calledIds.includes(page.personId));
  const since = pages.find((page) => page.personId === personId)?.at ?? '';
  if (open.some((page) => page.at > since)) return [];
  const step = stepWithSomebodyNew(seatCase, personId);
  if (step) return take(seatCase, step);
  const others = othersOfSide(seatCase, personId);
  // The policy goes on in its time; until then whoever else there is must do.
  return others.length > 0 ? [called(seatCase, others)] : [];
}

/** Whether a seat would have somebody to ring for without this person. */
export function hasSomebodyBeside(seatCase: SeatCase, personId: string): boolean {
  return (
    seatOf(seatCase).called.some((id) => id !== personId) ||
    stepWithSomebodyNew(seatCase, personId) !== null ||
    othersOfSide(seatCase, personId).length > 0
  );
}

/** An acknowledgement has run out: its holder has the time of the first step to say so again. */
export function askHolder(seatCase: SeatCase, isReachable: boolean): NewEvent[] {
  if (!isReachable) return beginSeat(seatCase);
  const first = firstStep(policyOf(seatCase));
  const plan = { ...beginning, waitMs: first.waitMs, personIds: [], skipped: [] };
  return [planned(seatCase, plan)];
}

/** Calls who would have been called by the steps that were taken so far, had they been there. */
export function callArrivals(seatCase: SeatCase, mayBeCalled: (id: string) => boolean): NewEvent[] {
  const seat = seatOf(seatCase);
  const position = positionOf(seatCase);
  if (!position || seat.state !== 'ringing') return [];
  const policy = policyOf(seatCase);
  const { rounds } = seatCase.paging.policyOf(policy.service);
  const known = new Set([...seat.called, ...declinedOf(seat)]);
  const taken = stepsOfSide(policy).filter(
    ({ number }) => position.round > 1 || number <= position.step,
  );
  const stepIds = taken.flatMap(({ step }) => {
    const people = peopleOfStep(policy, step);
    return typeof people === 'string' ? [] : people;
  });
  const allIds = position.round > rounds ? peopleOfSide(policy) : [];
  const personIds = [...new Set([...stepIds, ...allIds])].filter(
    (id) => !known.has(id) && mayBeCalled(id),
  );
  return personIds.length === 0 ? [] : [called(seatCase, personIds)];
}

function firstStep(seat: SeatOfPolicy): StepTaken {
  return following(seat, beginning, new Set());
}

/** Those who cannot come are left in peace, unless the policy has nobody else. */
function following(
  seat: SeatOfPolicy,
  position: Position,
  declined: ReadonlySet<string>,
): StepTaken {
  const willing = nextStep(seat, position, (ids) => ids.filter((id) => !declined.has(id)));
  if (willing) return willing;
  const anybody = declined.size > 0 ? nextStep(seat, position, (ids) => ids) : null;
  return anybody ?? wholeSide(seat, position);
}

function stepWithSomebodyNew(seatCase: SeatCase, personId: string): StepTaken | null {
  const seat = seatOf(seatCase);
  const declined = declinedOf(seat);
  const known = new Set([personId, ...seat.called, ...declined]);
  return nextStep(policyOf(seatCase), positionOf(seatCase) ?? beginning, (ids) =>
    ids.some((id) => !known.has(id))
      ? ids.filter((id) => id !== personId && !declined.has(id))
      : [],
  );
}

/** Of everybody on the side, those who are not called and have not said that they cannot come. */
function othersOfSide(seatCase: SeatCase, personId: string): string[] {
  const seat = seatOf(seatCase);
  const known = new Set([personId, ...seat.called, ...declinedOf(seat)]);
  return peopleOfSide(policyOf(seatCase)).filter((id) => !known.has(id));
}

function take(seatCase: SeatCase, step: StepTaken): NewEvent[] {
  const plan = planned(seatCase, step);
  return step.personIds.length === 0 ? [plan] : [called(seatCase, step.personIds, step), plan];
}

function called(
  seatCase: SeatCase,
  personIds: readonly string[],
  { round, step }: Partial<StepTaken> = {},
): NewEvent {
  const { service } = seatCase.incident;
  const { rounds } = seatCase.paging.policyOf(service);
  const ofStep = round === undefined || round > rounds ? {} : { step, round };
  return { ...baseOf(seatCase), type: 'seat.called', personIds: [...personIds], ...ofStep };
}

function planned(seatCase: SeatCase, step: StepTaken): NewEvent {
  const { round, waitMs, skipped } = step;
  const next = following(policyOf(seatCase), step, declinedOf(seatOf(seatCase)));
  const plan: SeatPlan = {
    ...{ round, step: step.step, nextAt: toInstant(seatCase.nowMs + waitMs) },
    nextIds: [...next.personIds],
  };
  return { ...baseOf(seatCase), type: 'seat.planned', plan, skipped: [...skipped] };
}

function baseOf({ incident, side, nowMs }: SeatCase) {
  return { at: toInstant(nowMs), actor: hub, incidentId: incident.id, side };
}

function policyOf({ incident, side, paging }: SeatCase): SeatOfPolicy {
  return { service: incident.service, severity: incident.severity, side, paging };
}

function seatOf({ incident, side }: SeatCase): Seat {
  return incident.seats[side];
}

function positionOf(seatCase: SeatCase): Position | null {
  return seatOf(seatCase).plan;
}

function declinedOf({ pages }: Seat): ReadonlySet<string> {
  return new Set(pages.filter(({ isDeclined }) => isDeclined).map(({ personId }) => personId));
}
