import type { DueWork } from './due-work.ts';

/** Asks those whose acknowledgement has run out. */
export const endLeases: DueWork = () => undefined;
