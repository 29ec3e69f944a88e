import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** Requests that have not arrived whole by then are cut off. */
const graceMs = 3_000;
/** How often connections are looked at that have had their answer and are only kept open. */
const sweepMs = 20;

/** Stops accepting and answers what is under way. `meanwhile` runs after the first and before the end. */
export async function closeHttp(
  app: FastifyInstance,
  meanwhile: () => Promise<void>,
): Promise<void> {
  const patience = new AbortController();
  const sweep = setInterval(() => app.server.closeIdleConnections(), sweepMs);
  const closed = app.close();
  const grace = setTimeout(graceMs, undefined, { signal: patience.signal }).catch(() => undefined);
  await meanwhile();
  await Promise.race([closed, grace]);
  clearInterval(sweep);
  patience.abort();
  app.server.closeAllConnections();
  await closed;
}
