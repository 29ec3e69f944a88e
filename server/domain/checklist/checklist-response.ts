import type { Command } from '../../protocol/commands.ts';
import { refused } from '../command-case.ts';
import type { CommandCase, CommandVerdict } from '../command-case.ts';

export type ChecklistCommandType = Extract<
  Command['type'],
  `checklist.${string}` | `step.${string}`
>;

/** Says what a command about a checklist does. */
export function judgeChecklistCommand(_case: CommandCase<ChecklistCommandType>): CommandVerdict {
  return refused('internal');
}
