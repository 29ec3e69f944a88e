import type { FastifyInstance, HTTPMethods } from 'fastify';
import { TocsinError } from '../protocol/errors.ts';

const methods: HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Answers 405 for every method that an address does not take, before a body is read. */
export function refuseOtherMethods(
  app: FastifyInstance,
  url: string,
  allowed: readonly HTTPMethods[],
): void {
  const taken = allowed.includes('GET') ? [...allowed, 'HEAD'] : allowed;
  app.route({
    url,
    method: methods.filter((method) => !taken.includes(method)),
    onRequest: (_request, reply, done) => {
      void reply.header('allow', taken.join(', '));
      done(new TocsinError('method_not_allowed'));
    },
    handler: () => undefined,
  });
}
