import type { StepStatus } from '../../../../server/protocol/checklist.ts';
import type { ChecklistCommand } from './overlay.ts';

const settings: Record<StepStatus, (it: string) => string> = {
  open: (it) => `put ${it} back`,
  doing: (it) => `begin ${it}`,
  done: (it) => `tick ${it}`,
  skipped: (it) => `skip ${it}`,
  failed: (it) => `say that ${it} failed`,
};

/**
 * What was asked for and did not come true, as its reader would say it.
 * @param it how the step is called: "it" where that is plain
 */
export function wishInWords(
  command: ChecklistCommand,
  nameOf: (personId: string) => string,
  it: string,
): string {
  return `You wanted to ${wishOf(command, nameOf, it)}.`;
}

/** The same without its beginning. */
export function wishOf(
  command: ChecklistCommand,
  nameOf: (personId: string) => string,
  it: string,
): string {
  switch (command.type) {
    case 'checklist.attach':
      return 'attach a runbook';
    case 'checklist.detach':
      return 'detach a checklist';
    case 'step.add':
      return `add the step “${command.text}”`;
    case 'step.move':
      return `move ${it}`;
    case 'step.set':
      return command.answer === null
        ? settings[command.status](it)
        : `answer “${command.answer}” to ${it}`;
    case 'step.assign':
      return command.personId === null
        ? `give ${it} to nobody any more`
        : `give ${it} to ${nameOf(command.personId).replace(/^You$/, 'yourself')}`;
    case 'step.set-due':
      return `say when ${it} is to be done`;
    case 'step.comment':
      return `comment on ${it}: “${command.text}”`;
    case 'step.run':
      return `run the commands of ${it}`;
  }
}
