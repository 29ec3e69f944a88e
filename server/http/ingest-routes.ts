import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Desk, IngestOutcome, Integration } from '../desk/contract.ts';
import { readAlertmanager } from '../ingest/alertmanager.ts';
import { readPrometheus } from '../ingest/prometheus.ts';
import type { Circumstances, Reading } from '../ingest/reading.ts';
import type { SenderKind } from '../protocol/alert.ts';
import { TocsinError } from '../protocol/errors.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { ByteBudget } from './byte-budget.ts';
import type { FailedAttempts } from './failed-attempts.ts';
import type { GenericReader } from './generic-reader.ts';
import { findSendingIntegration, readKey } from './integration-key.ts';
import { isJsonContentType, parseJsonBody } from './json-body.ts';
import { refuseOtherMethods } from './method-not-allowed.ts';
import type { Metrics } from './metrics.ts';

export interface IngestParts {
  desk: Pick<Desk, 'ingest' | 'findIntegration'>;
  metrics: Metrics;
  failedAttempts: FailedAttempts;
  budget: ByteBudget;
  /** Of its own, so that strangers cannot use up what those with a key need. */
  keylessBudget: ByteBudget;
  readMapped: GenericReader;
  /** Epoch ms. */
  now: () => number;
  newId: () => string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on ingest routes once the key is known to be good. */
    integration: Integration | null;
  }
}

interface IngestRoute {
  sender: SenderKind;
  path: string;
  read: (body: unknown, circumstances: Circumstances, integration: Integration) => Reading;
  answer: (reply: FastifyReply, outcome: IngestOutcome) => FastifyReply;
  check?: (request: FastifyRequest) => void;
}

const guessErrors = new Set<ErrorCode>(['key_missing', 'key_unknown']);

/** What became of the alerts of a request without any. */
export const nothingDone: IngestOutcome = {
  opened: 0,
  joined: 0,
  changed: 0,
  resolved: 0,
  unchanged: 0,
};

/** Adds the addresses to which Alertmanager, Prometheus and generic senders post. */
export function addIngestRoutes(app: FastifyInstance, parts: IngestParts): void {
  addRoute(app, parts, {
    sender: 'alertmanager',
    path: '/alertmanager',
    read: readAlertmanager,
    answer: answerOutcome,
  });
  addRoute(app, parts, {
    sender: 'generic',
    path: '/generic',
    read: parts.readMapped,
    answer: answerOutcome,
  });
  addRoute(app, parts, {
    sender: 'prometheus',
    path: '/api/v2/alerts',
    read: readPrometheus,
    // As the original: its clients read nothing into a body.
    answer: (reply) => reply.send(),
    check: requireJson,
  });
}

function addRoute(app: FastifyInstance, parts: IngestParts, route: IngestRoute): void {
  const { sender, check } = route;
  const bare = route.path.startsWith('/api/') ? route.path : `/ingest${route.path}`;
  for (const url of [bare, `/ingest/:key${route.path}`]) {
    app.route({
      method: ['POST', 'PUT'],
      url,
      config: { sender },
      // Before the body is read: whoever has no key does not get to fill the memory.
      onRequest: async (request, reply) => {
        check?.(request);
        parts.budget.take(request, reply);
        request.integration = await admit(parts, request, reply, readKey(request), sender);
      },
      handler: (request, reply) => ingest(parts, route, request, reply),
    });
    refuseOtherMethods(app, url, ['POST', 'PUT']);
  }
}

/** As `findSendingIntegration`, and counts what fails. @throws TocsinError also `rate_limited` */
export async function admit(
  { desk, failedAttempts }: Pick<IngestParts, 'desk' | 'failedAttempts'>,
  request: FastifyRequest,
  reply: FastifyReply,
  key: string | undefined,
  sender: SenderKind,
): Promise<Integration> {
  try {
    return await findSendingIntegration(desk, key, sender);
  } catch (error) {
    const isGuess = error instanceof TocsinError && guessErrors.has(error.code);
    if (isGuess) await failedAttempts.count(request, reply);
    throw error;
  }
}

async function ingest(
  { desk, metrics, now }: IngestParts,
  { sender, read, answer }: IngestRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { integration } = request;
  if (!integration) throw new TocsinError('key_missing');
  metrics.stage('receive', reply.elapsedTime);
  const startedAt = performance.now();
  const circumstances = circumstancesOf(integration, now());
  const { alerts, group, problems } = understand(() =>
    read(parseJsonBody(request.body), circumstances, integration),
  );
  const understoodAt = performance.now();
  metrics.stage('understand', understoodAt - startedAt);
  const outcome =
    alerts.length > 0 || group
      ? await desk.ingest({ integration, alerts, group })
      : { ...nothingDone };
  metrics.stage('store', performance.now() - understoodAt);
  if (problems.length > 0) throw new TocsinError('body_invalid', summarize(problems));
  metrics.ingest.accepted(sender, outcome);
  return answer(reply, outcome);
}

/** What an adapter is told about a request. */
export function circumstancesOf(integration: Integration, nowMs: number): Circumstances {
  return { receivedAt: new Date(nowMs).toISOString(), fallbackService: integration.name };
}

/**
 * Lets an adapter read a body.
 * @throws TocsinError `body_invalid` also when the body is nested so deeply that printing it fails
 */
export function understand<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new TocsinError('body_invalid', 'It is nested too deeply.', { cause: error });
  }
}

function answerOutcome(reply: FastifyReply, outcome: IngestOutcome): FastifyReply {
  return reply
    .header('content-type', 'application/json; charset=utf-8')
    .send(JSON.stringify(outcome));
}

function requireJson(request: FastifyRequest): void {
  const { sentContentType } = request;
  if (sentContentType === '' || isJsonContentType(sentContentType)) return;
  throw new TocsinError('content_type_unsupported');
}

function summarize(problems: string[]): string {
  const [shown, others] = [problems.slice(0, 5), problems.length - 5];
  return `${shown.join(' ')}${others > 0 ? ` And ${others} more.` : ''}`;
}
