import type { FastifyInstance } from 'fastify';
import type { Desk } from '../desk/contract.ts';
import { deviceOf } from './device-auth.ts';
import type { DeviceDoor } from './device-auth.ts';
import { refuseOtherMethods } from './method-not-allowed.ts';

export interface ChannelParts {
  desk: Pick<Desk, 'readChannels'>;
  door: DeviceDoor;
}

/** Adds how the person of a device is reached without a laptop; nobody reads that of others. */
export function addChannelRoutes(app: FastifyInstance, { desk, door }: ChannelParts): void {
  const onRequest = [door.requireDevice, door.limitReads, door.lineUp];
  app.get('/api/channels', { onRequest }, (request) =>
    desk.readChannels(deviceOf(request).person.id),
  );
  refuseOtherMethods(app, '/api/channels', ['GET']);
}
