import type { FastifyReply, FastifyRequest } from 'fastify';
import { TocsinError } from '../protocol/errors.ts';
import type { ErrorCode } from '../protocol/errors.ts';

/** An event that is refused, with what the original lists under `errors`. */
export class InvalidEventError extends TocsinError {
  readonly errors: string[];

  constructor(errors: string[]) {
    super('body_invalid', errors.join('; '));
    this.errors = errors;
  }
}

/** The original's words for what a client did wrong before its event was looked at. */
const originalWords = new Map<ErrorCode, string>([
  ['key_missing', "'routing_key' is missing or blank"],
  ['key_unknown', 'Invalid routing key'],
  ['key_revoked', 'Invalid routing key'],
  ['key_wrong_sender', 'Invalid routing key'],
  ['body_malformed', 'JSON parse error'],
]);

/** The answer to an event that is on disk. */
export function pagerdutyAccepted(dedupKey: string): string {
  return JSON.stringify({ status: 'success', message: 'Event processed', dedup_key: dedupKey });
}

/** The answer to a change event that is on disk. */
export const pagerdutyChangeAccepted = JSON.stringify({
  status: 'success',
  message: 'Change event processed',
});

/**
 * Answers with an error in the form of the original, with ours beside it. Whatever may be sent again
 * is a 429: that is the one status on which every client of the original sends again.
 */
export async function answerPagerdutyError(
  error: TocsinError,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  void reply.code(statusOf(error)).header('content-type', 'application/json; charset=utf-8');
  return reply.send(
    JSON.stringify({
      ...describe(error),
      error: error.toWire(),
      requestId: request.id,
    }),
  );
}

function statusOf(error: TocsinError): number {
  if (originalWords.has(error.code)) return 400;
  const { httpStatus } = error.entry;
  return httpStatus === 503 ? 429 : httpStatus;
}

function describe(error: TocsinError): { status: string; message: string; errors?: string[] } {
  if (statusOf(error) === 429) {
    return { status: 'throttle exceeded', message: 'Please send the event again later.' };
  }
  if (error.entry.httpStatus >= 500) return { status: 'error', message: error.message };
  const errors =
    error instanceof InvalidEventError
      ? error.errors
      : [originalWords.get(error.code) ?? error.message];
  return { status: 'invalid event', message: 'Event object is invalid', errors };
}
