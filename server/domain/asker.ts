import type { Actor, Person } from '../protocol/identity.ts';

/** A person who asks for something, and the device that they ask with. */
export interface Asker {
  person: Person;
  deviceId: string;
  /** IANA zone of the device, if it told. */
  zone?: string | undefined;
}

/** Whom events name for what they ask. */
export function actorOf({ person, deviceId, zone }: Asker): Actor {
  return { kind: 'person', personId: person.id, deviceId, ...(zone !== undefined && { zone }) };
}
