import type { CommandVerdict, DutyCase } from '../command-case.ts';
import { addOverride, removeOverride, takeShift } from './overriding.ts';
import type { RotaCommandType } from './rota-case.ts';
import { answerSwap, askForSwap } from './swapping.ts';

/** Says what a person's command about who is on call does. */
export function judgeRotaCommand(rotaCase: DutyCase<RotaCommandType>): CommandVerdict {
  const { command } = rotaCase;
  switch (command.type) {
    case 'override.add':
      return addOverride({ ...rotaCase, command });
    case 'override.remove':
      return removeOverride({ ...rotaCase, command });
    case 'swap.ask':
      return askForSwap({ ...rotaCase, command });
    case 'swap.answer':
      return answerSwap({ ...rotaCase, command });
    case 'shift.take':
      return takeShift({ ...rotaCase, command });
  }
}
