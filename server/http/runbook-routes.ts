import type { FastifyInstance } from 'fastify';
import type { Desk } from '../desk/contract.ts';
import { TocsinError } from '../protocol/errors.ts';
import { RunbookHash } from '../protocol/runbook.ts';
import type { DeviceDoor } from './device-auth.ts';
import { refuseOtherMethods } from './method-not-allowed.ts';
import { incidentIn } from './room-routes.ts';

export interface RunbookParts {
  desk: Pick<Desk, 'readRunbook' | 'readOffers'>;
  door: DeviceDoor;
}

/** Adds what devices read of runbooks: one version of one, and all that an incident may be given. */
export function addRunbookRoutes(app: FastifyInstance, { desk, door }: RunbookParts): void {
  const onRequest = [door.requireDevice, door.limitReads, door.lineUp];

  app.get('/api/runbooks/:hash', { onRequest }, async (request, reply) => {
    const named = RunbookHash.safeParse((request.params as { hash?: unknown }).hash);
    if (!named.success) throw new TocsinError('runbook_unknown');
    const version = await desk.readRunbook(named.data);
    // The name is made of the content.
    return reply.header('cache-control', 'private, max-age=31536000, immutable').send(version);
  });
  refuseOtherMethods(app, '/api/runbooks/:hash', ['GET']);

  app.get('/api/incidents/:incident/runbooks', { onRequest }, (request) =>
    desk.readOffers(incidentIn(request)),
  );
  refuseOtherMethods(app, '/api/incidents/:incident/runbooks', ['GET']);
}
