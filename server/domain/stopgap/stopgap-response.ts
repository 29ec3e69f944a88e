import type { Command } from '../../protocol/commands.ts';
import type { CommandCase, CommandVerdict } from '../command-case.ts';
import { answer } from './answering.ts';
import { install } from './installing.ts';

export type StopgapCommandType = Extract<Command['type'], `stopgap.${string}`>;

/** Says what a command about a stopgap does. */
export function judgeStopgapCommand(stopgapCase: CommandCase<StopgapCommandType>): CommandVerdict {
  const { command } = stopgapCase;
  return command.type === 'stopgap.install'
    ? install({ ...stopgapCase, command })
    : answer({ ...stopgapCase, command });
}
