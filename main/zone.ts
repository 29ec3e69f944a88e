import { Zone } from '../server/protocol/identity.ts';

/**
 * IANA zone of this machine now, e.g. `Europe/Berlin`. Undefined when the system has none by name: a
 * clock that is set by an offset only, or by a file.
 */
export function zoneHere(): string | undefined {
  return Zone.safeParse(Intl.DateTimeFormat().resolvedOptions().timeZone).data;
}
