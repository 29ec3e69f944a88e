import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A body may take longer than others, as its length needs at this pace. */
    slowestBytesPerSecond?: number;
  }
}

/**
 * Hangs up on requests whose body does not arrive in time. Node has one limit for all requests of a
 * server, and some of ours are large: they get time by their length, so that a sender who only drips
 * is still cut off soon.
 * @param timeoutMs for a body of any length
 */
export function limitRequestTime(app: FastifyInstance, timeoutMs: number): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (hasBody(request)) watch(app, request, reply, timeoutMs + extraMsFor(request));
    done();
  });
}

/**
 * The longest time that any request may get, for Node's own limit.
 * @param bodyBytes of the largest body with `slowestBytesPerSecond`
 */
export function longestRequestMs(
  timeoutMs: number,
  bodyBytes: number,
  slowestBytesPerSecond: number,
): number {
  return timeoutMs + Math.ceil((bodyBytes / slowestBytesPerSecond) * 1_000);
}

function hasBody({ raw: { headers } }: FastifyRequest): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

function extraMsFor({ raw, routeOptions }: FastifyRequest): number {
  const { slowestBytesPerSecond } = routeOptions.config;
  if (slowestBytesPerSecond === undefined) return 0;
  const announced = Number(raw.headers['content-length'] ?? Infinity);
  const bytes = Math.min(announced, routeOptions.bodyLimit ?? 0);
  return longestRequestMs(0, bytes, slowestBytesPerSecond);
}

function watch(
  app: FastifyInstance,
  { raw }: FastifyRequest,
  reply: FastifyReply,
  timeoutMs: number,
): void {
  const timer = setTimeout(() => {
    if (raw.complete || raw.readableEnded || raw.destroyed) return;
    if (reply.raw.headersSent) {
      raw.destroy();
      return;
    }
    // As Node does with its own limit.
    const fault = Object.assign(new Error('Request timeout'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' });
    app.server.emit('clientError', fault, raw.socket);
  }, timeoutMs);
  raw.once('close', () => clearTimeout(timer));
}
