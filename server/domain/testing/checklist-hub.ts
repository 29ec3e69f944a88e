import type { Checklist, StepStatus } from '../../protocol/checklist.ts';
import { checklistItems } from '../../protocol/checklist-items.ts';
import type { ChecklistItem } from '../../protocol/checklist-items.ts';
import type { Person } from '../../protocol/identity.ts';
import type { RunbookVersion } from '../../protocol/runbook.ts';
import { noWork } from '../work-rules.ts';
import { CommandHub, ada } from './command-hub.ts';
import type { Asked } from './command-hub.ts';

/** The rules of commands on an incident to which a runbook can be attached. */
export class ChecklistHub extends CommandHub {
  readonly #versions: readonly RunbookVersion[];

  constructor(...versions: RunbookVersion[]) {
    super();
    this.#versions = versions;
    this.work = {
      ...noWork,
      hooks: new Set(['restart']),
      offeredRunbook: (hash) => versions.find((version) => version.hash === hash),
    };
  }

  /** Attaches one of the versions and returns the id of the checklist. */
  attach(index = 0, person: Person = ada): string {
    this.ask(person, { type: 'checklist.attach', hash: this.#versions[index]?.hash ?? '' });
    return this.lastCommandId;
  }

  checklist(checklistId: string): Checklist {
    const checklist = this.records.checklist(checklistId);
    if (!checklist) throw new Error('There is no such checklist.');
    return checklist;
  }

  items(checklistId: string): ChecklistItem[] {
    const checklist = this.checklist(checklistId);
    const hash = checklist.runbook?.hash ?? '';
    return checklistItems(checklist, this.records.runbook(hash)?.runbook ?? null);
  }

  item(checklistId: string, stepId: string): ChecklistItem {
    const item = this.items(checklistId).find((one) => one.stepId === stepId);
    if (!item) throw new Error('There is no such step.');
    return item;
  }

  /** The steps that are shown, in order. */
  shown(checklistId: string): string[] {
    const items = this.items(checklistId).filter(({ isHidden }) => !isHidden);
    return items.map(({ stepId }) => stepId);
  }
}

/** A command that brings a step to a status. */
export function setting(
  [checklistId, stepId]: readonly [checklistId: string, stepId: string],
  status: StepStatus,
  change: Partial<Extract<Asked, { type: 'step.set' }>> = {},
): Asked {
  const nothing = { from: 'open' as const, reason: null, answer: null };
  return { type: 'step.set', checklistId, stepId, status, ...nothing, ...change };
}
