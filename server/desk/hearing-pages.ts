import type { DueWork } from './due-work.ts';

/** Looks whether pages were heard. */
export const listenForPages: DueWork = () => undefined;
