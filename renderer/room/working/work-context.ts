import { createContext } from 'svelte';
import type { StopgapDraft } from './stopgap-draft.ts';

interface WorkContext {
  /** Opens the dialog in which a stopgap is installed. */
  openStopgap: (draft: StopgapDraft) => void;
}

/** What all parts of the working side work with. */
export const [useWork, provideWork] = createContext<WorkContext>();
