import type { DueWork } from './due-work.ts';

/** Begins the silent drills that are due. */
export const startDrills: DueWork = () => undefined;

/** Ends drills that did not pass in time. */
export const endDrills: DueWork = () => undefined;

/** Offers on the shifts of those who cannot be heard. */
export const offerShifts: DueWork = () => undefined;
