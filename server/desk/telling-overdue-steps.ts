import type { DueWork } from './doing-due.ts';

/** Tells who is concerned that critical steps are late. */
export const tellOverdueSteps: DueWork = () => undefined;
