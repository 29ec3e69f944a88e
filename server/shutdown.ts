import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** Requests that have not arrived whole by then are cut off. */
const graceMs = 3_000;

/** Stops accepting and answers what is under way. `meanwhile` runs after the first and before the end. */
export async function closeHttp(
  app: FastifyInstance,
  meanwhile: () => Promise<void>,
): Promise<void> {
  const cancel = new AbortController();
  const closed = app.close();
  const patience = setTimeout(graceMs, undefined, { signal: cancel.signal }).catch(() => undefined);
  await meanwhile();
  await Promise.race([closed, patience]);
  app.server.closeAllConnections();
  cancel.abort();
  await closed;
}
