import { actorOf } from '../domain/asker.ts';
import type { NewEvent } from '../domain/hub-events.ts';
import { toInstant } from '../domain/instant.ts';
import { failDrill, isHopeless, startDrill, takeReport } from '../domain/paging/drilling.ts';
import type { JournalTransaction } from '../journal/transaction.ts';
import type { Report } from '../protocol/commands.ts';
import type { Drill } from '../protocol/oncall.ts';
import type { DeviceIdentity } from './contract.ts';
import type { DueWork } from './due-work.ts';
import { offerOn } from './offering-shifts.ts';
import type { Surroundings } from './surroundings.ts';

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
    const next = transaction.duty.nextDrillOf(personId);
    const kind = next === 'audible' && settings.drillsAtShiftStart ? 'audible' : 'silent';
    if (next !== 'later' && (kind === 'audible' || !underWay.has(personId))) {
      transaction.append(
        startDrill({
          ...{ id: surroundings.newId(), kind, personId, nowMs },
          ...{ rotaIds: transaction.duty.rotasOf(personId) },
          drillConfirmMs: settings.drillConfirmMs,
        }),
      );
    }
    putOff(transaction, 'drill.start', personId, nowMs, settings.selfCheckEveryMs);
  }
};

/** Ends drills that did not pass in time. */
export const endDrills: DueWork = (surroundings, transaction, drillIds, nowMs) => {
  for (const drillId of drillIds) {
    const drill = transaction.drill(drillId);
    if (drill?.state === 'open') endUnpassed(surroundings, transaction, drill, nowMs);
  }
};

/** A drill has failed; what is not put right in time offers the shift on. */
function endUnpassed(
  surroundings: Surroundings,
  transaction: JournalTransaction,
  drill: Drill,
  nowMs: number,
): void {
  const { id, personId } = drill;
  const hasDevices = transaction.enrolment.deviceIdsOf(personId).length > 0;
  const event = failDrill(drill, { nowMs, hubSinceMs: surroundings.openedAtMs, hasDevices });
  transaction.append(event);
  const isOnCall = transaction.duty.rotasOf(personId).length > 0;
  if (event.type !== 'drill.ended' || !isOnCall || transaction.isOfferAwaited(personId)) return;
  putOff(transaction, 'shift.offer', id, nowMs, surroundings.paging.settings().offerAfterMs);
}

/**
 * Takes what a device found in a drill of its person. When no device of theirs can be heard, it has
 * failed at once.
 */
export function noteDrill(
  surroundings: Surroundings,
  transaction: JournalTransaction,
  { drillId, checks }: Extract<Report, { type: 'drill' }>,
  from: DeviceIdentity,
): void {
  const { person, deviceId } = from;
  const drill = transaction.drill(drillId);
  if (!transaction.enrolment.device(deviceId) || drill?.personId !== person.id) return;
  const nowMs = surroundings.clock.now();
  const events = takeReport(drill, { deviceId, checks }, { nowMs, actor: actorOf(from) });
  for (const event of events) transaction.append(event);
  const after = transaction.drill(drillId);
  if (events.length === 0 || !after) return;
  if (!isHopeless(after, transaction.enrolment.deviceIdsOf(person.id))) return;
  endUnpassed(surroundings, transaction, after, nowMs);
}

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
