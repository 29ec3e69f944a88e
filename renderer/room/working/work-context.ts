import { createContext } from 'svelte';

/** A stopgap as a step or a command begins it. */
export interface StopgapDraft {
  what: string;
  /** How it is undone, as the runbook says. */
  undo: string;
  /** The step that it is installed from. */
  step: { checklistId: string; stepId: string } | null;
}

interface WorkContext {
  /** Opens the dialog in which a stopgap is installed. */
  openStopgap: (draft: StopgapDraft) => void;
}

/** What all parts of the working side work with. */
export const [useWork, provideWork] = createContext<WorkContext>();
