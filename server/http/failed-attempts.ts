import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { TocsinError } from '../protocol/errors.ts';

/** Failed attempts of one address within the window, before it is told to slow down. */
export const failedAttempts = { max: 30, windowMs: 60_000 } as const;

/**
 * Counts guesses: requests with wrong keys, invites or tokens. What succeeds is never counted and,
 * behind a proxy that many share, never refused for the sake of what others guess.
 */
export interface FailedAttempts {
  /** Counts one. @throws TocsinError `rate_limited` in place of the error, when there were too many */
  count(request: FastifyRequest, reply: FastifyReply): Promise<void>;
}

/** Adds the limiter to an app; each call counts for itself. */
export async function createFailedAttempts(app: FastifyInstance): Promise<FailedAttempts> {
  if (!app.hasDecorator('createRateLimit')) await app.register(rateLimit, { global: false });
  const check = app.createRateLimit({
    max: failedAttempts.max,
    timeWindow: failedAttempts.windowMs,
  });
  return {
    async count(request, reply) {
      const verdict = await check(request);
      if (verdict.isAllowed || !verdict.isExceeded) return;
      void reply.header('retry-after', String(verdict.ttlInSeconds));
      throw new TocsinError('rate_limited');
    },
  };
}
