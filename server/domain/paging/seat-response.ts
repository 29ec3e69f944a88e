import { refused } from '../command-case.ts';
import type { CommandCase, CommandVerdict } from '../command-case.ts';
import { decline } from './decline.ts';
import { giveHandoff } from './handoff.ts';
import { snooze } from './snooze.ts';
import { callBack, standDown } from './stand-down.ts';

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
  const { command, incident } = seatCase;
  if (incident.status === 'resolved') return refused('too_late');
  switch (command.type) {
    case 'incident.snooze':
      return snooze({ ...seatCase, command });
    case 'incident.decline':
      return decline({ ...seatCase, command });
    case 'seat.stand-down':
      return standDown({ ...seatCase, command });
    case 'seat.call-back':
      return callBack({ ...seatCase, command });
    case 'handoff.give':
      return giveHandoff({ ...seatCase, command });
  }
}
