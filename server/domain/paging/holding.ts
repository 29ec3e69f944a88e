import type { Alert } from '../../protocol/alert.ts';
import { sides } from '../../protocol/identity.ts';
import type { Side } from '../../protocol/identity.ts';
import type { Incident } from '../../protocol/incident.ts';
import type { Silence } from '../../protocol/oncall.ts';
import type { SeatHold } from '../../protocol/paging.ts';
import { isLouder } from '../../protocol/severity.ts';
import type { NewEvent } from '../hub-events.ts';
import { toInstant } from '../instant.ts';
import type { Records } from '../records.ts';
import { silenceOf } from './silence-match.ts';

type ReleaseCause = Extract<NewEvent, { type: 'seat.released' }>['cause'];

/** What of the records is read. */
export type HoldRecords = Pick<
  Records,
  'silences' | 'alert' | 'firingAlertIds' | 'incident' | 'openIncidentIds' | 'lastTurn'
>;

const hub = { kind: 'hub' } as const;

/** Holds both seats of an incident that a silenced alert opens. */
export function holdOpened(
  records: Pick<Records, 'silences'>,
  incident: Incident,
  alert: Alert,
  nowMs: number,
): NewEvent[] {
  const silence = silenceOf(records.silences(), incident.service, alert, nowMs);
  return silence ? holdRinging(incident, toHold(silence), nowMs) : [];
}

/** Holds the seats that nobody has, of all incidents whose alerts are silenced from now on. */
export function holdSilenced(records: HoldRecords, nowMs: number): NewEvent[] {
  return records.openIncidentIds().flatMap((id) => {
    const incident = records.incident(id);
    if (!incident || ringing(incident).length === 0) return [];
    const hold = holdOf(records, incident, nowMs);
    return hold ? holdRinging(incident, hold, nowMs) : [];
  });
}

/**
 * Looks again at what silences hold in an incident: a seat is held until the last silence of its alerts
 * is over, and rings then if anything fires still.
 */
export function reviewHolds(
  records: HoldRecords,
  incident: Incident,
  cause: ReleaseCause,
  nowMs: number,
): NewEvent[] {
  const held = heldBySilence(incident);
  if (held.length === 0) return [];
  const hold = holdOf(records, incident, nowMs);
  if (!hold) return releaseSilenced(records, incident, cause, nowMs);
  const base = { at: toInstant(nowMs), actor: hub, incidentId: incident.id };
  return held
    .filter((side) => {
      const before = incident.seats[side].hold;
      return before?.silenceId !== hold.silenceId || before.until !== hold.until;
    })
    .map((side) => ({ ...base, type: 'seat.held', side, hold }));
}

/** The same for all incidents. */
export function reviewAllHolds(records: HoldRecords, nowMs: number): NewEvent[] {
  return records.openIncidentIds().flatMap((id) => {
    const incident = records.incident(id);
    return incident ? reviewHolds(records, incident, 'silence-ended', nowMs) : [];
  });
}

/** The seat rings again, and its policy begins anew. */
export function release(
  { id: incidentId }: Pick<Incident, 'id'>,
  side: Side,
  cause: ReleaseCause,
  at: string,
  actor: NewEvent['actor'] = hub,
): NewEvent {
  return { at, actor, incidentId, type: 'seat.released', side, cause };
}

/** Seats that a silence or maintenance window holds. */
export function heldBySilence({ seats }: Incident): Side[] {
  return sides.filter((side) => seats[side].hold && seats[side].hold.kind !== 'stand-down');
}

/**
 * Calls the seats that silences held. What got louder meanwhile raised nothing then and does so now, unless
 * a person has found it less severe.
 */
function releaseSilenced(
  records: HoldRecords,
  incident: Incident,
  cause: ReleaseCause,
  nowMs: number,
): NewEvent[] {
  const at = toInstant(nowMs);
  const loudest = firing(records, incident).reduce<Alert | null>(
    (best, alert) => (!best || isLouder(alert.severity, best.severity) ? alert : best),
    null,
  );
  const mayRaise = records.lastTurn(incident.id, 'incident.lowered') === undefined;
  if (loudest && isLouder(loudest.severity, incident.severity) && mayRaise) {
    const { severity, title } = loudest;
    return [{ at, actor: hub, incidentId: incident.id, type: 'incident.raised', severity, title }];
  }
  return heldBySilence(incident).map((side) => release(incident, side, cause, at));
}

/** Until when silences hold all that fires in an incident; null when they do not, or nothing fires. */
function holdOf(records: HoldRecords, incident: Incident, nowMs: number): SeatHold | null {
  const silences = records.silences();
  if (silences.length === 0) return null;
  let first: Silence | null = null;
  for (const alert of firing(records, incident)) {
    const silence = silenceOf(silences, incident.service, alert, nowMs);
    if (!silence) return null;
    if (!first || silence.until < first.until) first = silence;
  }
  return first && toHold(first);
}

function firing(records: HoldRecords, { id }: Incident): Alert[] {
  return records.firingAlertIds(id).flatMap((alertId) => records.alert(alertId)?.alert ?? []);
}

function holdRinging(incident: Incident, hold: SeatHold, nowMs: number): NewEvent[] {
  const base = { at: toInstant(nowMs), actor: hub, incidentId: incident.id };
  return ringing(incident).map((side) => ({ ...base, type: 'seat.held', side, hold }));
}

function ringing({ status, seats }: Incident): Side[] {
  return status === 'resolved' ? [] : sides.filter((side) => seats[side].state === 'ringing');
}

function toHold({ kind, until, byId: by, reason, id: silenceId }: Silence): SeatHold {
  return { kind, until, by, reason, silenceId };
}
