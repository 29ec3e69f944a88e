import type { FastifyInstance } from 'fastify';
import { TocsinError } from '../protocol/errors.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import { refuseOtherMethods } from './method-not-allowed.ts';
import type { Metrics } from './metrics.ts';

export interface HealthParts {
  metrics: Metrics;
  /** Why the hub takes no work now; null when it does. */
  readiness: () => Promise<ErrorCode | null>;
}

/** Adds what supervisors and Prometheus ask. */
export function addHealthRoutes(app: FastifyInstance, { metrics, readiness }: HealthParts): void {
  app.get('/healthz', () => ({ status: 'alive' }));
  app.get('/readyz', async () => {
    const code = await readiness();
    if (code) throw new TocsinError(code);
    return { status: 'ready' };
  });
  app.get('/metrics', async (_request, reply) => {
    const { contentType, text } = await metrics.render();
    return reply.header('content-type', contentType).send(text);
  });
  for (const url of ['/healthz', '/readyz', '/metrics']) refuseOtherMethods(app, url, ['GET']);
}
