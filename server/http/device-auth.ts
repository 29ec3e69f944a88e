import type { FastifyInstance, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import type { Desk, DeviceIdentity } from '../desk/contract.ts';
import { TocsinError } from '../protocol/errors.ts';
import { limits } from '../protocol/limits.ts';
import { createFailedAttempts } from './failed-attempts.ts';
import { ReadLine } from './read-line.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The device that asks, on routes with `requireDevice`; null on all others. */
    device: DeviceIdentity | null;
  }
}

/** Longer than any token, short enough to hash without a thought. */
const tokenLength = 256;

const minuteMs = 60_000;

/** Hooks for `onRequest` of the routes that devices use. */
export interface DeviceDoor {
  /**
   * Puts the device that asks on the request.
   * @throws TocsinError `device_token_missing`, `device_token_wrong`, `rate_limited` after many of these
   */
  requireDevice: onRequestAsyncHookHandler;
  /**
   * Counts a read of the device; comes after `requireDevice`.
   * @throws TocsinError `rate_limited`, beyond `limits.readsPerMinute`
   */
  limitReads: onRequestAsyncHookHandler;
  /** Lets `limits.readsUnderWay` of the device's reads be answered at once; comes after `requireDevice`. */
  lineUp: onRequestAsyncHookHandler;
}

/** Adds to an app what lets enrolled devices in. */
export async function createDeviceDoor(
  app: FastifyInstance,
  desk: Pick<Desk, 'findDevice'>,
): Promise<DeviceDoor> {
  app.decorateRequest('device', null);
  const failedDevices = await createFailedAttempts(app);
  const countRead = app.createRateLimit({
    max: limits.readsPerMinute,
    timeWindow: minuteMs,
    keyGenerator: (request) => deviceOf(request).deviceId,
  });
  const line = new ReadLine(limits.readsUnderWay);
  return {
    requireDevice: async (request, reply) => {
      try {
        request.device = await findDevice(desk, request.headers.authorization);
      } catch (error) {
        if (isGuess(error)) await failedDevices.count(request, reply);
        throw error;
      }
    },
    limitReads: async (request, reply) => {
      const verdict = await countRead(request);
      if (verdict.isAllowed || !verdict.isExceeded) return;
      void reply.header('retry-after', String(verdict.ttlInSeconds));
      throw new TocsinError('rate_limited');
    },
    lineUp: (request, reply) => line.enter(deviceOf(request).deviceId, reply),
  };
}

/** The device that asks; only to be called on routes with `requireDevice`. */
export function deviceOf(request: FastifyRequest): DeviceIdentity {
  if (!request.device) throw new TocsinError('internal', 'The route lets everybody in.');
  return request.device;
}

async function findDevice(
  desk: Pick<Desk, 'findDevice'>,
  authorization: string | undefined,
): Promise<DeviceIdentity> {
  const [, token] = /^Bearer +(\S+) *$/i.exec(authorization ?? '') ?? [];
  if (token === undefined) throw new TocsinError('device_token_missing');
  const device = token.length <= tokenLength ? await desk.findDevice(token) : null;
  if (!device) throw new TocsinError('device_token_wrong');
  return device;
}

function isGuess(error: unknown): boolean {
  return error instanceof TocsinError && error.code === 'device_token_wrong';
}
