import { withItems } from '../domain/checklist/known-checklist.ts';
import { isAwaited, roomToldAfterMs, stepSubject } from '../domain/checklist/overdue-step.ts';
import type { Checklist } from '../protocol/checklist.ts';
import type { ChecklistEvent } from '../protocol/checklist-fold.ts';
import type { ChecklistItem } from '../protocol/checklist-items.ts';
import type { Runbook } from '../protocol/runbook.ts';
import type { DueTable } from './due-table.ts';

/** When people are to be told of steps that are late: a row for each step that they wait for. */
export class StepDueRows {
  readonly #due: DueTable;

  constructor(due: DueTable) {
    this.#due = due;
  }

  /** @param after the checklist with the event in it */
  follow(event: ChecklistEvent, after: Checklist, runbook: () => Runbook | null): void {
    const items = (): readonly ChecklistItem[] => withItems(after, runbook()).items;
    switch (event.type) {
      case 'checklist.attached':
        this.#setAll(after, items());
        return;
      case 'checklist.detached':
        this.removeAll(after);
        return;
      case 'step.changed':
      case 'step.assigned':
      case 'step.due-set': {
        const item = items().find(({ stepId }) => stepId === event.stepId);
        if (!item) return;
        this.#set(after, item);
        // What it was answered with may show other steps, or hide them.
        if ((item.step?.answers ?? null) !== null) this.#setAll(after, items());
        return;
      }
      case 'step.overdue': {
        const subject = stepSubject(after.id, event.stepId);
        if (event.tells === 'room') this.#due.remove('step.overdue', subject);
        else this.#due.put('step.overdue', subject, Date.parse(event.at) + roomToldAfterMs);
        return;
      }
      default:
    }
  }

  removeAll({ id, steps }: Checklist): void {
    for (const [stepId, { dueAt }] of Object.entries(steps))
      if (dueAt !== null) this.#due.remove('step.overdue', stepSubject(id, stepId));
  }

  #setAll(checklist: Checklist, items: readonly ChecklistItem[]): void {
    for (const item of items) if (item.state.dueAt !== null) this.#set(checklist, item);
  }

  /** Of what is late already people know, and the row for telling the room stays. */
  #set({ id }: Checklist, item: ChecklistItem): void {
    const { dueAt, overdueAt } = item.state;
    const subject = stepSubject(id, item.stepId);
    if (!isAwaited(item) || dueAt === null) this.#due.remove('step.overdue', subject);
    else if (overdueAt === null) this.#due.put('step.overdue', subject, Date.parse(dueAt));
  }
}
