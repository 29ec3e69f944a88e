import type { AddedStep, Checklist, ChecklistProgress, StepState } from './checklist.ts';
import type { Runbook, RunbookSection, RunbookStep } from './runbook.ts';

/** A line of a checklist as people see it. Free of zod, since windows use it too. */
export interface ChecklistItem {
  stepId: string;
  /** A step at the left margin has depth 1. */
  depth: number;
  /** Null for what was added to no runbook. */
  section: RunbookSection | null;
  /** Null for an added step. */
  step: RunbookStep | null;
  added: AddedStep | null;
  state: StepState;
  /** Its condition, or that of a step above it, does not hold (yet): it is not shown, and does not count. */
  isHidden: boolean;
}

/** A step that nobody touched. */
export const untouched: StepState = {
  ...{ status: 'open', statusBy: null, statusAt: null, reason: null, answer: null },
  ...{ assigneeId: null, dueAt: null, overdueAt: null, comments: [], runs: [] },
};

/**
 * All steps of a checklist in the order in which they stand. `runbook` is that of the checklist; null
 * when it has none. Placements that name a step which is not there change nothing.
 */
export function checklistItems(_checklist: Checklist, _runbook: Runbook | null): ChecklistItem[] {
  return [];
}

/** How far the items got. */
export function progressOf(_items: readonly ChecklistItem[]): ChecklistProgress {
  return { total: 0, settled: 0, failed: 0 };
}
