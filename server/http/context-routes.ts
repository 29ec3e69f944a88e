import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Desk } from '../desk/contract.ts';
import { parseBody } from '../ingest/invalid-body.ts';
import { TocsinError } from '../protocol/errors.ts';
import { limits } from '../protocol/limits.ts';
import type { ByteBudget } from './byte-budget.ts';
import { findCaller } from './context-door.ts';
import type { Caller, ContextDoorParts } from './context-door.ts';
import { understand } from './ingest-routes.ts';
import { parseJsonBody } from './json-body.ts';
import { refuseOtherMethods } from './method-not-allowed.ts';
import { incidentIn } from './room-routes.ts';
import { ContextBody, DeployBody } from './web-links.ts';

export interface ContextParts extends ContextDoorParts {
  desk: Pick<Desk, 'addContext' | 'recordDeploy' | 'findDevice' | 'findIntegration'>;
  budget: ByteBudget;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on the routes that take context and deploys, before their body is read. */
    caller: Caller | null;
  }
}

/** Adds the addresses to which laptops and senders post context, and pipelines their deploys. */
export function addContextRoutes(app: FastifyInstance, parts: ContextParts): void {
  const { desk, budget } = parts;
  app.decorateRequest('caller', null);

  const contextUrl = '/api/incidents/:incident/context';
  app.route({
    method: 'POST',
    url: contextUrl,
    bodyLimit: limits.contextBodyBytes,
    onRequest: async (request, reply) => {
      budget.take(request, reply);
      request.caller = await findCaller(parts, request, reply, { forDevices: true });
      const byteCount = Number(request.headers['content-length'] ?? 0);
      if (byteCount > limits.contextBodyBytes) {
        throw new TocsinError('context_too_large', `The request has ${byteCount} bytes.`);
      }
    },
    handler: (request) => {
      const { items } = readBody(request, (body) => parseBody(ContextBody, body));
      return desk.addContext(incidentIn(request), items, callerOf(request).actor);
    },
  });
  refuseOtherMethods(app, contextUrl, ['GET', 'POST']);

  app.route({
    method: 'POST',
    url: '/api/deploys',
    bodyLimit: limits.apiBodyBytes,
    onRequest: async (request, reply) => {
      request.caller = await findCaller(parts, request, reply, { forDevices: false });
    },
    handler: (request) => {
      const deploy = readBody(request, (body) => parseBody(DeployBody, body));
      const { actor, service } = callerOf(request);
      return desk.recordDeploy({ ...deploy, service: service ?? deploy.service }, actor);
    },
  });
  refuseOtherMethods(app, '/api/deploys', ['POST']);
}

function readBody<T>(request: FastifyRequest, read: (body: unknown) => T): T {
  return understand(() => read(parseJsonBody(request.body)));
}

function callerOf({ caller }: FastifyRequest): Caller {
  if (!caller) throw new TocsinError('internal', 'The route lets everybody in.');
  return caller;
}
