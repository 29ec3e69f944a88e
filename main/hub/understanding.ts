/**
 * Grows with each version of the app that keeps events which earlier ones skipped. What an earlier one
 * wrote to disk is shown, and asked for anew: it may lack what was skipped.
 */
export const understanding = 3;

/** Of files that do not say. */
export const oldestUnderstanding = 1;
