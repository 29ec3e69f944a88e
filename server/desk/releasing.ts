import type { DueWork } from './due-work.ts';

/** Calls sides whose hold is over. */
export const endHolds: DueWork = () => undefined;
