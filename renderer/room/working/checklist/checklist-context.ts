import { createContext } from 'svelte';
import type { ChecklistActions } from './checklist-actions.ts';
import type { ChecklistState } from './checklist-state.svelte.ts';

interface ChecklistContext {
  checklist: ChecklistState;
  actions: ChecklistActions;
  /** Puts the keyboard back on the checkbox of a step. */
  focusStep: (key: string) => void;
}

/** What all parts of a checklist work with. */
export const [useChecklist, provideChecklist] = createContext<ChecklistContext>();
