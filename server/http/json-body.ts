import type { FastifyInstance } from 'fastify';
import { TocsinError } from '../protocol/errors.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The Content-Type as it was sent; empty when it was not. */
    sentContentType: string;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Makes every body arrive as the bytes that were sent, whatever its Content-Type claims: senders
 * call JSON by many names, and some by none.
 */
export function takeRawBodies(app: FastifyInstance): void {
  app.decorateRequest('sentContentType', '');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.addHook('onRequest', (request, _reply, done) => {
    request.sentContentType = request.raw.headers['content-type'] ?? '';
    // Fastify refuses a malformed one by itself, so it must not see any.
    delete request.raw.headers['content-type'];
    done();
  });
}

/**
 * Reads a raw body as one JSON document. Of members with the same name the last one counts.
 * @throws TocsinError `body_malformed`
 */
export function parseJsonBody(body: unknown): unknown {
  if (!Buffer.isBuffer(body) || body.length === 0) {
    throw new TocsinError('body_malformed', 'It is empty.');
  }
  let text;
  try {
    text = utf8.decode(body);
  } catch {
    throw new TocsinError('body_malformed', 'It is not encoded as UTF-8.');
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new TocsinError('body_malformed');
  }
}

/** True for a Content-Type that means JSON. */
export function isJsonContentType(contentType: string): boolean {
  return /^\s*application\/(?:[\w.!#$&^+-]+\+)?json\s*(?:;|$)/i.test(contentType);
}
