import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isRecord } from '../ingest/json-value.ts';
import { readPagerduty } from '../ingest/pagerduty.ts';
import { limits } from '../protocol/limits.ts';
import { admit, circumstancesOf, understand } from './ingest-routes.ts';
import type { IngestParts } from './ingest-routes.ts';
import { readKey } from './integration-key.ts';
import { parseJsonBody } from './json-body.ts';
import { refuseOtherMethods } from './method-not-allowed.ts';
import { InvalidEventError, pagerdutyAccepted } from './pagerduty-answers.ts';

const sender = 'pagerduty';

/** Adds the address of PagerDuty's Events API v2. */
export function addPagerdutyRoutes(app: FastifyInstance, parts: IngestParts): void {
  for (const url of ['/v2/enqueue', '/ingest/:key/v2/enqueue']) {
    app.route({
      method: ['POST', 'PUT'],
      url,
      config: { sender },
      bodyLimit: limits.pagerdutyEventBytes,
      onRequest: (request, reply, done) => {
        parts.keylessBudget.take(request, reply);
        done();
      },
      handler: (request, reply) => enqueue(parts, request, reply),
    });
    refuseOtherMethods(app, url, ['POST', 'PUT']);
  }
}

async function enqueue(
  parts: IngestParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { desk, metrics, now, newId } = parts;
  metrics.stage('receive', reply.elapsedTime);
  const startedAt = performance.now();
  const body = parseJsonBody(request.body);
  const integration = await admit(parts, request, reply, findRoutingKey(request, body), sender);
  request.integration = integration;
  const event = understand(() =>
    readPagerduty(body, circumstancesOf(integration, now()), newId().replaceAll('-', '')),
  );
  if (!event.isValid) throw new InvalidEventError(event.errors);
  const understoodAt = performance.now();
  metrics.stage('understand', understoodAt - startedAt);
  const outcome = await desk.ingest({ integration, alerts: [event.alert], group: null });
  metrics.stage('store', performance.now() - understoodAt);
  metrics.ingest.accepted(sender, outcome);
  return reply
    .code(202)
    .header('content-type', 'application/json; charset=utf-8')
    .send(pagerdutyAccepted(event.dedupKey));
}

/** A key in the path wins: some programs insist on a routing key that is none of ours. */
function findRoutingKey(request: FastifyRequest, body: unknown): string | undefined {
  const { key } = request.params as { key?: string };
  if (key !== undefined) return key;
  const routingKey = isRecord(body) ? body['routing_key'] : undefined;
  if (typeof routingKey === 'string' && routingKey.trim() !== '') return routingKey.trim();
  return readKey(request);
}
