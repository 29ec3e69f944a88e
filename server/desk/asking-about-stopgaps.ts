import type { DueWork } from './doing-due.ts';

/** Asks the owners of stopgaps that have expired what becomes of them. */
export const askAboutStopgaps: DueWork = () => undefined;
