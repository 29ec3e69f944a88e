import { limits } from '../../protocol/limits.ts';
import { already, applied, baseOf, doneBy, refused } from '../command-case.ts';
import type { CommandCase, CommandVerdict } from '../command-case.ts';
import { takeSeat } from './taking-seat.ts';

/** Whether a seat may be silent until then. */
export function isGoodUntil(until: string, nowMs: number): boolean {
  const untilMs = Date.parse(until);
  return untilMs > nowMs && untilMs <= nowMs + limits.holdMs;
}

/** Takes the seat of one's own side, or has it already, and is asked again at a time of one's own. */
export function snooze(snoozeCase: CommandCase<'incident.snooze'>): CommandVerdict {
  const { command, incident, person, nowMs } = snoozeCase;
  const { id: personId, side } = person;
  const { state, acknowledgedBy, acknowledgedAt, leaseUntil } = incident.seats[side];
  const until = new Date(command.until).toISOString();
  if (!isGoodUntil(until, nowMs)) return refused('until_out_of_range');
  if (acknowledgedBy !== null && acknowledgedAt !== null && acknowledgedBy !== personId) {
    const actor = { kind: 'person', personId: acknowledgedBy, deviceId: null } as const;
    return doneBy({ actor, at: acknowledgedAt }, person);
  }
  if (acknowledgedBy === personId && leaseUntil === until) return already;
  const taking = state === 'acknowledged' ? [] : takeSeat(snoozeCase, until);
  return applied(...taking, { ...baseOf(snoozeCase), type: 'seat.snoozed', side, personId, until });
}
