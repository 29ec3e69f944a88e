import { refused } from '../command-case.ts';
import type { CommandVerdict, DutyCase } from '../command-case.ts';

export type RotaCommandType =
  'override.add' | 'override.remove' | 'swap.ask' | 'swap.answer' | 'shift.take';

/** Says what a person's command about who is on call does. */
export function judgeRotaCommand(_rotaCase: DutyCase<RotaCommandType>): CommandVerdict {
  return refused('internal');
}
