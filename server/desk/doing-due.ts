import { expireAlerts } from '../domain/expiry.ts';
import { toInstant } from '../domain/instant.ts';
import type { DueKind } from '../journal/due-table.ts';
import { remindOfCards } from './reminding-of-cards.ts';
import { askAboutStopgaps } from './asking-about-stopgaps.ts';
import { DueRunner } from './due-runner.ts';
import type { DueWork } from './due-work.ts';
import type { Surroundings } from './surroundings.ts';
import { escalate } from './escalating.ts';
import { endLeases } from './leasing.ts';
import { endHolds } from './releasing.ts';
import { listenForPages } from './hearing-pages.ts';
import { startSilences, tellExpiringSilences, endSilences } from './silencing.ts';
import { turnShifts, expireSwaps } from './turning-shifts.ts';
import { lookForGaps } from './looking-for-gaps.ts';
import { startDrills, endDrills, offerShifts } from './drilling.ts';
import { tellOverdueSteps } from './telling-overdue-steps.ts';

const works: Record<DueKind, DueWork> = {
  'alert.expiry': (_surroundings, transaction, alertIds, nowMs) =>
    expireAlerts(transaction, alertIds, toInstant(nowMs)),
  'step.overdue': tellOverdueSteps,
  'stopgap.asking': askAboutStopgaps,
  'card.reminder': remindOfCards,
  'seat.next': escalate,
  'seat.lease': endLeases,
  'seat.hold': endHolds,
  'page.hearing': listenForPages,
  'silence.start': startSilences,
  'silence.expiring': tellExpiringSilences,
  'silence.end': endSilences,
  'shift.turn': turnShifts,
  'swap.expiry': expireSwaps,
  'coverage.look': lookForGaps,
  'drill.start': startDrills,
  'drill.end': endDrills,
  'shift.offer': offerShifts,
};

/** Makes what has everything done that is due. */
export function createDueRunner(surroundings: Surroundings): DueRunner {
  return new DueRunner(surroundings, works);
}
