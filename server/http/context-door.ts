import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Desk } from '../desk/contract.ts';
import { TocsinError } from '../protocol/errors.ts';
import type { Actor } from '../protocol/identity.ts';
import type { TokenCheck } from './admin-token.ts';
import type { FailedAttempts } from './failed-attempts.ts';
import { readKey } from './integration-key.ts';

/** Longer than any key or token, short enough to hash without a thought. */
const keyLength = 256;

/** Who asks, and the service that a key speaks for, if it is bound to one. */
export interface Caller {
  actor: Actor;
  service: string | null;
}

export interface ContextDoorParts {
  desk: Pick<Desk, 'findDevice' | 'findIntegration'>;
  isAdminToken: TokenCheck;
  failed: FailedAttempts;
}

/** Which keys open: those of senders and the administrator, or also those of laptops. */
export interface DoorOptions {
  forDevices: boolean;
}

/**
 * Finds who asks by the token or key of a request: a sender of any kind, the administrator, a device.
 * @throws TocsinError `key_missing`, `key_unknown`, `key_revoked`, `rate_limited` after many of these
 */
export async function findCaller(
  { desk, isAdminToken, failed }: ContextDoorParts,
  request: FastifyRequest,
  reply: FastifyReply,
  { forDevices }: DoorOptions,
): Promise<Caller> {
  const key = readKey(request);
  if (isAdminToken(key)) return { actor: { kind: 'hub' }, service: null };
  if (key !== undefined && key.length <= keyLength) {
    const device = forDevices ? await desk.findDevice(key) : null;
    if (device) {
      const { person, deviceId } = device;
      return { actor: { kind: 'person', personId: person.id, deviceId }, service: null };
    }
    const integration = await desk.findIntegration(key);
    if (integration && integration.revokedAt !== null) throw new TocsinError('key_revoked');
    if (integration) {
      const { name, service } = integration;
      return { actor: { kind: 'sender', integration: name }, service };
    }
  }
  await failed.count(request, reply);
  throw new TocsinError(key === undefined ? 'key_missing' : 'key_unknown');
}
