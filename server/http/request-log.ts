import type { FastifyBaseLogger, FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';

/** What is told of a request: its route, never its address, in which a key may stand. */
export function requestFacts(request: FastifyRequest) {
  return {
    requestId: request.id,
    method: request.method,
    route: request.routeOptions.url ?? null,
    ...(request.integration && { integration: request.integration.name }),
  };
}

/** A log in which whatever Fastify writes by itself about requests and replies is left out. */
export function withoutAddresses(log: Logger): FastifyBaseLogger {
  const leaveOut = () => undefined;
  return log.child({}, { serializers: { req: leaveOut, res: leaveOut } });
}

/** Logs each answer, at `debug`. */
export function logAnswers(app: FastifyInstance, log: Logger): void {
  app.addHook('onResponse', (request, reply, done) => {
    if (log.isLevelEnabled('debug')) {
      const durationMs = Math.round(reply.elapsedTime);
      const facts = { ...requestFacts(request), status: reply.statusCode, durationMs };
      log.debug(facts, 'request answered');
    }
    done();
  });
}
