import type { DueWork } from './due-work.ts';

/** Warns of times in which nobody will be on call. */
export const lookForGaps: DueWork = () => undefined;
