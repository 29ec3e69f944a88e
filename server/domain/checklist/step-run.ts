import { limits } from '../../protocol/limits.ts';
import { already, applied, baseOf, refused } from '../command-case.ts';
import type { CommandCase, CommandVerdict } from '../command-case.ts';
import { namesOf, stepOf } from './known-checklist.ts';

/** Lets the hub give commands of a step to the team's automation, one run of each at a time. */
export function judgeRun(runCase: CommandCase<'step.run'>): CommandVerdict {
  const { command, commandId, work } = runCase;
  const { part } = command;
  const found = stepOf(runCase);
  if (typeof found === 'string') return refused(found);
  const { step, state } = found.item;
  const commands = step?.parts[part];
  const hook = commands?.kind === 'commands' ? commands.hook : null;
  if (hook === null || !work.hooks.has(hook)) return refused('hook_unknown');
  if (state.runs.some(({ runId }) => runId === commandId)) return already;
  const underWay = state.runs.filter(({ outcome }) => outcome === null);
  const isUnderWay = underWay.some((run) => run.part === part);
  if (isUnderWay || underWay.length >= limits.runsPerStep) return refused('run_under_way');
  return applied({
    ...baseOf(runCase),
    type: 'step.run-started',
    ...{ ...namesOf(found), runId: commandId, part, hook },
  });
}
