import type { JournalEvent } from '../domain/hub-events.ts';
import type { Journal } from '../journal/journal.ts';
import type { SenderKind } from '../protocol/alert.ts';
import type { Side } from '../protocol/identity.ts';
import type { DeviceIdentity, Integration } from './contract.ts';
import { hashSecret } from './secrets.ts';

type Row = NonNullable<ReturnType<Journal['enrolment']['integrationBySecret']>>;

const concerned: ReadonlySet<JournalEvent['type']> = new Set([
  'person.enrolled',
  'device.added',
  'device.enrolled',
  'device.removed',
  'key.created',
  'key.revoked',
] satisfies JournalEvent['type'][]);

/** Finds devices and integrations by their secrets, from memory when asked before. */
export class Credentials {
  readonly #journal: Journal;
  readonly #devices = new Map<string, DeviceIdentity>();
  readonly #integrations = new Map<string, Integration>();

  constructor(journal: Journal) {
    this.#journal = journal;
    journal.onApplied((events) => {
      if (!events.some(({ type }) => concerned.has(type))) return;
      this.#devices.clear();
      this.#integrations.clear();
    });
  }

  findDevice(deviceToken: string): DeviceIdentity | null {
    const tokenHash = hashSecret(deviceToken);
    const cached = this.#devices.get(tokenHash);
    if (cached) return cached;
    const row = this.#journal.enrolment.deviceByToken(tokenHash);
    if (!row) return null;
    const person = { id: row.person_id, name: row.person_name, side: row.side as Side };
    const identity = { person, deviceId: row.id };
    this.#devices.set(tokenHash, identity);
    return identity;
  }

  findIntegration(key: string): Integration | null {
    const secretHash = hashSecret(key);
    const cached = this.#integrations.get(secretHash);
    if (cached) return cached;
    const row = this.#journal.enrolment.integrationBySecret(secretHash);
    if (!row) return null;
    const integration = toIntegration(row);
    this.#integrations.set(secretHash, integration);
    return integration;
  }
}

/** An integration as the desk shows it: without anything of its secret. */
export function toIntegration(row: Row): Integration {
  const { id, name, service, mapping } = row;
  return {
    id,
    name,
    sender: row.sender as SenderKind,
    service,
    mapping,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
  };
}
