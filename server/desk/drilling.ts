import { toInstant } from '../domain/instant.ts';
import { failDrill, startDrill } from '../domain/paging/drilling.ts';
import type { NewEvent } from '../domain/hub-events.ts';
import type { JournalTransaction } from '../journal/transaction.ts';
import { offerOn } from './offering-shifts.ts';
import type { DueWork } from './due-work.ts';

type Look = Extract<NewEvent, { type: 'look.put-off' }>;

/**
 * Drills those on call whose turn it is: with a sound when their shift begins, by their laptops alone
 * every few hours from then on.
 */
export const startDrills: DueWork = (surroundings, transaction, personIds, nowMs) => {
  const settings = surroundings.paging.settings();
  const underWay = new Set(
    transaction.drills().flatMap(({ state, personId }) => (state === 'open' ? [personId] : [])),
  );
  for (const personId of personIds) {
    const isAudible =
      settings.drillsAtShiftStart && transaction.duty.nextDrillOf(personId) === 'audible';
    if (isAudible || !underWay.has(personId)) {
      transaction.append(
        startDrill({
          ...{ id: surroundings.newId(), kind: isAudible ? 'audible' : 'silent', personId, nowMs },
          ...{ rotaIds: transaction.duty.rotasOf(personId) },
          drillConfirmMs: settings.drillConfirmMs,
        }),
      );
    }
    putOff(transaction, 'drill.start', personId, nowMs, settings.selfCheckEveryMs);
  }
};

/** Ends drills that did not pass in time; what is not put right until then offers the shift on. */
export const endDrills: DueWork = (surroundings, transaction, drillIds, nowMs) => {
  const { offerAfterMs } = surroundings.paging.settings();
  for (const drillId of drillIds) {
    const drill = transaction.drill(drillId);
    if (drill?.state !== 'open') continue;
    const { personId } = drill;
    const hasDevices = transaction.enrolment.deviceIdsOf(personId).length > 0;
    const event = failDrill(drill, { nowMs, hubSinceMs: surroundings.openedAtMs, hasDevices });
    transaction.append(event);
    const isOnCall = transaction.duty.rotasOf(personId).length > 0;
    if (event.type !== 'drill.ended' || !isOnCall || transaction.isOfferAwaited(personId)) continue;
    putOff(transaction, 'shift.offer', drillId, nowMs, offerAfterMs);
  }
};

/** Offers on the shifts of those who still cannot be heard. */
export const offerShifts: DueWork = (surroundings, transaction, drillIds, nowMs) => {
  for (const drillId of drillIds) {
    const drill = transaction.drill(drillId);
    // One offer is for all shifts of a person.
    if (!drill || !transaction.isOfferAwaited(drill.personId)) continue;
    const offers = offerOn(surroundings, transaction, drill, nowMs);
    for (const offer of offers) transaction.append(offer);
    if (offers.length > 0) continue;
    // Their rotas have just gone from the config; the turn of those shifts ends this.
    const { selfCheckEveryMs } = surroundings.paging.settings();
    putOff(transaction, 'shift.offer', drillId, nowMs, selfCheckEveryMs);
  }
};

function putOff(
  transaction: JournalTransaction,
  kind: Look['kind'],
  subject: string,
  nowMs: number,
  byMs: number,
): void {
  const at = toInstant(nowMs);
  const until = toInstant(nowMs + byMs);
  transaction.append({ type: 'look.put-off', at, actor: { kind: 'hub' }, kind, subject, until });
}
