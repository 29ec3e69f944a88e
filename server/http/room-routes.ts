import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Gate } from '../attachments/gate.ts';
import type { Desk } from '../desk/contract.ts';
import { describeIssue } from '../ingest/invalid-body.ts';
import { TocsinError } from '../protocol/errors.ts';
import { Id, Seq } from '../protocol/identity.ts';
import { ExportFormat, SearchQuery } from '../protocol/room-api.ts';
import { deviceOf } from './device-auth.ts';
import type { DeviceDoor } from './device-auth.ts';
import { refuseOtherMethods } from './method-not-allowed.ts';
import { ReadLine } from './read-line.ts';

export interface RoomParts {
  desk: Pick<Desk, 'readHistory' | 'readContext' | 'exportIncident' | 'search'>;
  door: DeviceDoor;
}

/** A number in a query is digits only. */
const SeqInQuery = z.string().regex(/^\d+$/, 'expected digits').transform(Number).pipe(Seq);

const HistoryQuery = z.object({ after: SeqInQuery.default(0) });
const ExportQuery = z.object({ format: ExportFormat.default('markdown') });
const SearchInQuery = SearchQuery.extend({ before: SeqInQuery.nullable().default(null) });

const mediaTypes: Record<ExportFormat, string> = {
  markdown: 'text/markdown; charset=utf-8',
  json: 'application/json; charset=utf-8',
  review: 'text/markdown; charset=utf-8',
};

/** Adds what devices read of rooms: history, context, exports, and the search over all of them. */
export function addRoomRoutes(app: FastifyInstance, { desk, door }: RoomParts): void {
  const onRequest = [door.requireDevice, door.limitReads, door.lineUp];
  const exportLine = new ReadLine(1);
  const exportGate = new Gate(1);

  app.get('/api/incidents/:incident/events', { onRequest }, (request) => {
    const { after } = parseQuery(HistoryQuery, request.query);
    return desk.readHistory(incidentIn(request), after);
  });
  refuseOtherMethods(app, '/api/incidents/:incident/events', ['GET']);

  // POST to the same address adds context, by context-routes.ts, which refuses the other methods.
  app.get('/api/incidents/:incident/context', { onRequest }, (request) =>
    desk.readContext(incidentIn(request)),
  );

  app.get('/api/incidents/:incident/export', { onRequest }, async (request, reply) => {
    const { format } = parseQuery(ExportQuery, request.query);
    const incident = incidentIn(request);
    // An export lies in memory as a whole.
    await exportLine.enter(deviceOf(request).deviceId, reply);
    const { fileName, text } = await exportGate.run(() => desk.exportIncident(incident, format));
    return reply
      .header('content-type', mediaTypes[format])
      .header('content-disposition', `attachment; filename="${fileName}"`)
      .send(text);
  });
  refuseOtherMethods(app, '/api/incidents/:incident/export', ['GET']);

  app.get('/api/search', { onRequest }, (request) =>
    desk.search(parseQuery(SearchInQuery, request.query)),
  );
  refuseOtherMethods(app, '/api/search', ['GET']);
}

/**
 * The incident that the path names, by id or number.
 * @throws TocsinError `incident_unknown` when no incident can have this name
 */
export function incidentIn(request: FastifyRequest): string {
  const named = Id.safeParse((request.params as { incident?: unknown }).incident);
  if (!named.success) throw new TocsinError('incident_unknown');
  return named.data;
}

/**
 * Checks a query against its schema; what the schema does not name is passed over.
 * @throws TocsinError `query_invalid`, naming the field
 */
export function parseQuery<Schema extends z.ZodType>(
  schema: Schema,
  query: unknown,
): z.output<Schema> {
  const parsed = schema.safeParse(query);
  if (!parsed.success) throw new TocsinError('query_invalid', describeIssue(parsed.error));
  return parsed.data;
}
