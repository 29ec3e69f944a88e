import { z } from 'zod';
import { isZone } from '../domain/business-week.ts';

const known = new Map<string, boolean>();

/** True for a time zone of IANA. Asking the system takes long, and thousands live in a few zones. */
export function isKnownZone(name: string): boolean {
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
