import type { DutyCommand } from '../../protocol/commands.ts';
import type { CommandVerdict, DutyCase } from '../command-case.ts';
import { judgeChannelTest } from '../paging/channel-test.ts';
import { judgeDrillCommand } from '../paging/drill-response.ts';
import { judgeSilenceCommand } from '../paging/silence-response.ts';
import { judgeRotaCommand } from './rota-response.ts';

/** Says what a person's command about duty does, whichever it is. */
export function judgeDutyCommand(dutyCase: DutyCase<DutyCommand['type']>): CommandVerdict {
  const { command } = dutyCase;
  switch (command.type) {
    case 'override.add':
    case 'override.remove':
    case 'swap.ask':
    case 'swap.answer':
    case 'shift.take':
      return judgeRotaCommand({ ...dutyCase, command });
    case 'silence.create':
    case 'silence.end':
      return judgeSilenceCommand({ ...dutyCase, command });
    case 'drill.confirm':
    case 'drill.start':
      return judgeDrillCommand({ ...dutyCase, command });
    case 'channel.test':
      return judgeChannelTest({ ...dutyCase, command });
  }
}
