import type { DueWork } from './due-work.ts';

/** Holds the seats of incidents whose alerts are all silenced from now on. */
export const startSilences: DueWork = () => undefined;

/** Tells the teams of silences' authors that they end soon. */
export const tellExpiringSilences: DueWork = () => undefined;

/** Ends silences whose time is over. */
export const endSilences: DueWork = () => undefined;
