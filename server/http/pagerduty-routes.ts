import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Desk } from '../desk/contract.ts';
import { isRecord } from '../ingest/json-value.ts';
import { readPagerduty } from '../ingest/pagerduty.ts';
import { readPagerdutyChange } from '../ingest/pagerduty-change.ts';
import { limits } from '../protocol/limits.ts';
import { admit, circumstancesOf, nothingDone, understand } from './ingest-routes.ts';
import type { IngestParts } from './ingest-routes.ts';
import { readKey } from './integration-key.ts';
import { parseJsonBody } from './json-body.ts';
import { refuseOtherMethods } from './method-not-allowed.ts';
import {
  InvalidEventError,
  pagerdutyAccepted,
  pagerdutyChangeAccepted,
} from './pagerduty-answers.ts';

const sender = 'pagerduty';

export interface PagerdutyParts extends IngestParts {
  desk: Pick<Desk, 'ingest' | 'findIntegration' | 'recordDeploy'>;
}

/** Adds the addresses of PagerDuty's Events API v2: that of events, and that of changes. */
export function addPagerdutyRoutes(app: FastifyInstance, parts: PagerdutyParts): void {
  addRoute(app, parts, '/v2/enqueue', (request, reply) => enqueue(parts, request, reply));
  addRoute(app, parts, '/v2/change/enqueue', (request, reply) => change(parts, request, reply));
}

function addRoute(
  app: FastifyInstance,
  parts: PagerdutyParts,
  path: string,
  handler: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
): void {
  for (const url of [path, `/ingest/:key${path}`]) {
    app.route({
      method: ['POST', 'PUT'],
      url,
      config: { sender },
      bodyLimit: limits.pagerdutyEventBytes,
      onRequest: (request, reply, done) => {
        parts.keylessBudget.take(request, reply);
        done();
      },
      handler,
    });
    refuseOtherMethods(app, url, ['POST', 'PUT']);
  }
}

async function enqueue(
  parts: PagerdutyParts,
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
  return accept(reply, pagerdutyAccepted(event.dedupKey));
}

async function change(
  parts: PagerdutyParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { desk, metrics } = parts;
  const body = parseJsonBody(request.body);
  const integration = await admit(parts, request, reply, findRoutingKey(request, body), sender);
  request.integration = integration;
  const event = understand(() => readPagerdutyChange(body, integration.name));
  if (!event.isValid) throw new InvalidEventError(event.errors);
  const service = integration.service ?? event.deploy.service;
  const actor = { kind: 'sender', integration: integration.name } as const;
  await desk.recordDeploy({ ...event.deploy, service }, actor);
  metrics.ingest.accepted(sender, nothingDone);
  return accept(reply, pagerdutyChangeAccepted);
}

function accept(reply: FastifyReply, answer: string): FastifyReply {
  return reply.code(202).header('content-type', 'application/json; charset=utf-8').send(answer);
}

/** A key in the path wins: some programs insist on a routing key that is none of ours. */
function findRoutingKey(request: FastifyRequest, body: unknown): string | undefined {
  const { key } = request.params as { key?: string };
  if (key !== undefined) return key;
  const routingKey = isRecord(body) ? body['routing_key'] : undefined;
  if (typeof routingKey === 'string' && routingKey.trim() !== '') return routingKey.trim();
  return readKey(request);
}
