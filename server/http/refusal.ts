import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { answerError, toTocsinError } from './error-answer.ts';
import type { JournalHealth } from './journal-health.ts';
import type { Metrics } from './metrics.ts';
import { requestFacts } from './request-log.ts';

export type Refuse = (
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<void>;

/** Makes the one function by which requests are refused: counted, logged, answered. */
export function createRefusal(log: Logger, metrics: Metrics, journal: JournalHealth): Refuse {
  return (error, request, reply) => {
    const refusal = toTocsinError(error);
    const { code, detail } = refusal;
    journal.note(code);
    const { sender } = request.routeOptions.config;
    if (sender) metrics.ingest.refused(sender, code);
    const facts = { ...requestFacts(request), code, ...(detail !== undefined && { detail }) };
    if (code === 'internal') log.error({ ...facts, err: error }, 'request failed');
    // An alert that was not taken is news; past the limit on guesses it would only fill the disk.
    else if (sender && code !== 'rate_limited') log.warn(facts, 'request refused');
    else log.debug(facts, 'request refused');
    return answerError(refusal, request, reply);
  };
}
