import type { StepStatus } from '../../../../server/protocol/checklist.ts';
import type { ChecklistCommand } from './overlay.ts';

const steps: Record<StepStatus, string> = {
  open: 'put it back',
  doing: 'begin it',
  done: 'tick it',
  skipped: 'skip it',
  failed: 'say that it failed',
};

/** What was asked for and did not come true, as its reader would say it. */
export function wishInWords(
  command: ChecklistCommand,
  nameOf: (personId: string) => string,
): string {
  return `You wanted to ${wishOf(command, nameOf)}.`;
}

/** The same without its beginning. */
export function wishOf(command: ChecklistCommand, nameOf: (personId: string) => string): string {
  switch (command.type) {
    case 'checklist.attach':
      return 'attach a runbook';
    case 'checklist.detach':
      return 'detach a checklist';
    case 'step.add':
      return `add the step “${command.text}”`;
    case 'step.move':
      return 'move it';
    case 'step.set':
      return command.answer === null ? steps[command.status] : `answer “${command.answer}”`;
    case 'step.assign':
      return command.personId === null
        ? 'give it to nobody any more'
        : `give it to ${nameOf(command.personId).replace(/^You$/, 'yourself')}`;
    case 'step.set-due':
      return 'say when it is to be done';
    case 'step.comment':
      return `comment “${command.text}”`;
    case 'step.run':
      return 'run its commands';
  }
}
