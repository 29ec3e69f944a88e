import { refused } from '../command-case.ts';
import type { CommandCase, CommandVerdict } from '../command-case.ts';

/** Commands about the seats of an incident beyond having them. */
export const seatCommandTypes = [
  'incident.snooze',
  'incident.decline',
  'seat.stand-down',
  'seat.call-back',
  'handoff.give',
] as const;
export type SeatCommandType = (typeof seatCommandTypes)[number];

/** Says what a person's command about a seat does. */
export function judgeSeatCommand(seatCase: CommandCase<SeatCommandType>): CommandVerdict {
  return refused(seatCase.incident.status === 'resolved' ? 'too_late' : 'internal');
}
