import type { FastifyInstance } from 'fastify';
import { TocsinError } from '../protocol/errors.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import { refuseOtherMethods } from './method-not-allowed.ts';
import type { Metrics } from './metrics.ts';

export interface HealthParts {
  metrics: Metrics;
  /** Why the hub takes no work now; null when it does. */
  readiness: () => Promise<ErrorCode | null>;
  /** What is wrong with the engine after a whole cycle that begins after the call; null: nothing. */
  proveEngine: () => Promise<string | null>;
}

/** Adds what supervisors and Prometheus ask. */
export function addHealthRoutes(app: FastifyInstance, parts: HealthParts): void {
  const { metrics, readiness, proveEngine } = parts;
  app.get('/healthz', () => ({ status: 'alive' }));
  app.get('/healthz/engine', async () => {
    const problem = await proveEngine();
    if (problem !== null) throw new TocsinError('engine_stuck', problem);
    return { status: 'working' };
  });
  app.get('/readyz', async () => {
    const code = await readiness();
    if (code) throw new TocsinError(code);
    return { status: 'ready' };
  });
  app.get('/metrics', async (_request, reply) => {
    const { contentType, text } = await metrics.render();
    return reply.header('content-type', contentType).send(text);
  });
  for (const url of ['/healthz', '/healthz/engine', '/readyz', '/metrics']) {
    refuseOtherMethods(app, url, ['GET']);
  }
}
