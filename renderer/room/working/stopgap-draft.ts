import type { PendingCommand } from '../../../main/ipc/room-views.ts';

/** A stopgap as a step or a command begins it. */
export interface StopgapDraft {
  what: string;
  /** How it is undone, as the runbook says. */
  undo: string;
  /** The step that it is installed from. */
  step: { checklistId: string; stepId: string } | null;
  /** What the hub has refused, to be changed. */
  refused?: PendingCommand;
}
