import type { DueWork } from './doing-due.ts';

/** Reminds teams of the cards that wait for them. */
export const remindOfCards: DueWork = () => undefined;
