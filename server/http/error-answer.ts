import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import type { SenderKind } from '../protocol/alert.ts';
import { TocsinError } from '../protocol/errors.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import { answerPagerdutyError } from './pagerduty-answers.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Set on ingest routes. */
    sender?: SenderKind;
  }
}

/** Errors of Fastify and Node that a client causes, as codes of our catalogue. */
const clientErrors = new Map<string, ErrorCode>([
  ['FST_ERR_CTP_BODY_TOO_LARGE', 'body_too_large'],
  ['FST_ERR_CTP_INVALID_CONTENT_LENGTH', 'body_malformed'],
  ['FST_ERR_BAD_URL', 'request_malformed'],
  // No address of ours has a part this long.
  ['FST_ERR_MAX_PARAM_LENGTH', 'path_unknown'],
  ['ECONNRESET', 'request_timeout'],
  ['ERR_STREAM_PREMATURE_CLOSE', 'request_timeout'],
  ['ERR_HTTP_REQUEST_TIMEOUT', 'request_timeout'],
  ['HPE_HEADER_OVERFLOW', 'headers_too_large'],
]);

/** The error as one of the catalogue; what is not known is a fault of the hub. */
export function toTocsinError(error: unknown): TocsinError {
  if (error instanceof TocsinError) return error;
  const code = error instanceof Error ? (error as Partial<FastifyError>).code : undefined;
  return new TocsinError(clientErrors.get(code ?? '') ?? 'internal', undefined, { cause: error });
}

/** What an error looks like in an answer. */
export function errorBody(error: TocsinError, requestId: string) {
  return { error: error.toWire(), requestId };
}

/** Seconds after which a refused sender may try again. */
export function retryAfterSeconds(error: TocsinError): number {
  return error.code === 'overloaded' ? 1 : 5;
}

/** Answers a request with an error, in the form that its sender understands. */
export async function answerError(
  error: TocsinError,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { httpStatus, retryable } = error.entry;
  if (retryable && !reply.hasHeader('retry-after')) {
    void reply.header('retry-after', String(retryAfterSeconds(error)));
  }
  if (request.routeOptions.config.sender === 'pagerduty') {
    return answerPagerdutyError(error, request, reply);
  }
  if (httpStatus === 401) {
    void reply.header('www-authenticate', 'Bearer realm="tocsin", Basic realm="tocsin"');
  }
  if (httpStatus === 426) void reply.header('upgrade', 'websocket');
  void reply.code(httpStatus).header('content-type', 'application/json; charset=utf-8');
  return reply.send(JSON.stringify(errorBody(error, request.id)));
}
