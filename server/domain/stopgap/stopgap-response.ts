import type { Command } from '../../protocol/commands.ts';
import { refused } from '../command-case.ts';
import type { CommandCase, CommandVerdict } from '../command-case.ts';

export type StopgapCommandType = Extract<Command['type'], `stopgap.${string}`>;

/** Says what a command about a stopgap does. */
export function judgeStopgapCommand(_case: CommandCase<StopgapCommandType>): CommandVerdict {
  return refused('internal');
}
