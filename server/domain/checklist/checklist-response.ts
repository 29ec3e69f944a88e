import type { Command } from '../../protocol/commands.ts';
import type { CommandCase, CommandVerdict } from '../command-case.ts';
import { judgeAttach, judgeDetach } from './attach.ts';
import { judgeAdd, judgeMove } from './step-adding.ts';
import { judgeAssign, judgeComment, judgeSetDue } from './step-plan.ts';
import { judgeRun } from './step-run.ts';
import { judgeSet } from './step-status.ts';

export type ChecklistCommandType = Extract<
  Command['type'],
  `checklist.${string}` | `step.${string}`
>;

/**
 * Says what a command about a checklist does. Checklists stay open after their incident is resolved, for
 * what is tidied up then.
 */
export function judgeChecklistCommand(
  checklistCase: CommandCase<ChecklistCommandType>,
): CommandVerdict {
  const { command } = checklistCase;
  switch (command.type) {
    case 'checklist.attach':
      return judgeAttach({ ...checklistCase, command });
    case 'checklist.detach':
      return judgeDetach({ ...checklistCase, command });
    case 'step.add':
      return judgeAdd({ ...checklistCase, command });
    case 'step.move':
      return judgeMove({ ...checklistCase, command });
    case 'step.set':
      return judgeSet({ ...checklistCase, command });
    case 'step.assign':
      return judgeAssign({ ...checklistCase, command });
    case 'step.set-due':
      return judgeSetDue({ ...checklistCase, command });
    case 'step.comment':
      return judgeComment({ ...checklistCase, command });
    case 'step.run':
      return judgeRun({ ...checklistCase, command });
  }
}
