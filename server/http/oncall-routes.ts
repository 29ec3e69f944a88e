import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Gate } from '../attachments/gate.ts';
import type { Desk } from '../desk/contract.ts';
import { parseBody } from '../ingest/invalid-body.ts';
import { TocsinError } from '../protocol/errors.ts';
import { Id } from '../protocol/identity.ts';
import { limits } from '../protocol/limits.ts';
import { CalendarQuery, SubscriptionRequest } from '../protocol/oncall.ts';
import type { Subscription } from '../protocol/oncall.ts';
import type { ByteBudget } from './byte-budget.ts';
import { deviceOf } from './device-auth.ts';
import type { DeviceDoor } from './device-auth.ts';
import type { FailedAttempts } from './failed-attempts.ts';
import { parseJsonBody } from './json-body.ts';
import { refuseOtherMethods } from './method-not-allowed.ts';
import { ReadLine } from './read-line.ts';
import { parseQuery } from './room-routes.ts';

export interface OnCallParts {
  desk: Pick<
    Desk,
    'readCalendar' | 'subscribe' | 'unsubscribe' | 'readSubscription' | 'importOwnLeave'
  >;
  door: DeviceDoor;
  /** Counts addresses of calendars that lead nowhere. */
  failed: FailedAttempts;
  /** Of the files that are under way. */
  budget: ByteBudget;
  /** Origin at which the hub is reached; null: as whoever asks reached it. */
  publicUrl: string | null;
}

interface CalendarRequest {
  Params: { file: string };
}

/** The file of an address: 128 bits in hex. */
const calendarFile = /^([0-9a-f]{32})\.ics$/;
const RevokeQuery = z.object({ rota: Id.optional() });

/** Adds who is on call over time, for devices and for calendar programs, and the import of leave. */
export function addOnCallRoutes(app: FastifyInstance, parts: OnCallParts): void {
  const { desk, door } = parts;
  const onRequest = [door.requireDevice, door.limitReads, door.lineUp];
  const line = new ReadLine(2);
  const gate = new Gate(2);

  app.get('/api/oncall/calendar', { onRequest }, async (request, reply) => {
    const query = parseQuery(CalendarQuery, request.query);
    await line.enter(deviceOf(request).deviceId, reply);
    return gate.run(() => desk.readCalendar(query));
  });
  refuseOtherMethods(app, '/api/oncall/calendar', ['GET']);

  const bodyLimit = limits.apiBodyBytes;
  app.post('/api/oncall/subscriptions', { onRequest, bodyLimit }, async (request, reply) => {
    const { rotaId } = parseBody(SubscriptionRequest, parseJsonBody(request.body));
    const token = await desk.subscribe(rotaId, deviceOf(request));
    const origin = parts.publicUrl ?? `${request.protocol}://${request.host}`;
    const url = `${origin.replace(/\/+$/, '')}/calendars/${token}.ics`;
    return reply.code(201).send({ url } satisfies Subscription);
  });
  app.delete('/api/oncall/subscriptions', { onRequest }, async (request) => {
    const { rota = null } = parseQuery(RevokeQuery, request.query);
    return { revoked: await desk.unsubscribe(rota, deviceOf(request)) };
  });
  refuseOtherMethods(app, '/api/oncall/subscriptions', ['POST', 'DELETE']);

  addLeaveRoute(app, parts);
  addCalendarRoute(app, parts);
}

/** Too large a file is refused unread. */
function addLeaveRoute(app: FastifyInstance, { desk, door, budget }: OnCallParts): void {
  app.route({
    method: 'POST',
    url: '/api/oncall/leave',
    bodyLimit: limits.calendarBytes,
    onRequest: [
      door.requireDevice,
      door.limitReads,
      door.lineUp,
      async (request, reply) => {
        const announced = Number(request.headers['content-length'] ?? 0);
        if (announced > limits.calendarBytes) throw new TocsinError('calendar_too_large');
        budget.take(request, reply);
      },
    ],
    handler: (request) => {
      const { body } = request;
      const file = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
      return desk.importOwnLeave(file, deviceOf(request));
    },
  });
  refuseOtherMethods(app, '/api/oncall/leave', ['POST']);
}

/** For calendar programs, which know nothing but the address. */
function addCalendarRoute(app: FastifyInstance, { desk, failed }: OnCallParts): void {
  const gate = new Gate(2);
  app.get<CalendarRequest>('/calendars/:file', async (request, reply) => {
    const [, token] = calendarFile.exec(request.params.file) ?? [];
    try {
      if (token === undefined) throw new TocsinError('subscription_unknown');
      const text = await gate.run(() => desk.readSubscription(token));
      const etag = etagOf(text);
      void reply
        .header('etag', etag)
        .header('cache-control', 'private, no-cache')
        .header('x-robots-tag', 'noindex');
      if (isKnown(request, etag)) return await reply.code(304).send();
      return await reply.header('content-type', 'text/calendar; charset=utf-8').send(text);
    } catch (error) {
      if (error instanceof TocsinError && error.code === 'subscription_unknown') {
        await failed.count(request, reply);
      }
      throw error;
    }
  });
  refuseOtherMethods(app, '/calendars/:file', ['GET']);
}

/** The same for a calendar that differs only in when it was written. */
function etagOf(text: string): string {
  const lasting = text.replaceAll(/^DTSTAMP:.*$/gm, '');
  return `W/"${createHash('sha256').update(lasting).digest('base64url').slice(0, 22)}"`;
}

function isKnown({ headers }: FastifyRequest<CalendarRequest>, etag: string): boolean {
  const asked = headers['if-none-match'] ?? '';
  const known = asked.split(',').map((one) => one.trim());
  return known.includes('*') || known.some((one) => bare(one) === bare(etag));
}

function bare(etag: string): string {
  return etag.replace(/^W\//, '');
}
