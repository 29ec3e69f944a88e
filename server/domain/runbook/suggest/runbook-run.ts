import type { Checklist } from '../../../protocol/checklist.ts';
import type { Runbook } from '../../../protocol/runbook.ts';

/** How often a runbook must have been carried out before anything is suggested. */
export const fewestRuns = 3;

/** What people did with a runbook in an incident that is over. */
export interface RunbookRun {
  incidentNumber: number;
  checklist: Checklist;
  /** The version that it is a copy of. */
  runbook: Runbook;
  /** How long steps took from being begun to being done, by id; only where somebody said both. */
  minutes: Readonly<Record<string, number>>;
}
