import type { Command } from '../../protocol/commands.ts';
import { refused } from '../command-case.ts';
import type { CommandCase, CommandVerdict } from '../command-case.ts';

export type CardCommandType = Extract<Command['type'], `card.${string}`> | 'incident.mark-noise';

/** Says what a command about what was learned does. */
export function judgeCardCommand(_case: CommandCase<CardCommandType>): CommandVerdict {
  return refused('internal');
}
