import { z } from 'zod';
import { isZone } from '../domain/business-week.ts';

const known = new Map<string, boolean>();

/** Asking the system takes long, and thousands of people live in a few zones. */
function isKnownZone(name: string): boolean {
  let isIt = known.get(name);
  if (isIt === undefined) {
    isIt = isZone(name);
    if (isIt) known.set(name, isIt);
  }
  return isIt;
}

export const Zone = z
  .string()
  .refine(isKnownZone, 'This is no time zone of IANA, such as `Europe/Lisbon` or `UTC`.');
