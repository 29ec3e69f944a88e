import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { Gate } from '../attachments/gate.ts';
import type { Desk } from '../desk/contract.ts';
import { ReportFormat, ReportQuery } from '../protocol/reports.ts';
import { deviceOf } from './device-auth.ts';
import type { DeviceDoor } from './device-auth.ts';
import { refuseOtherMethods } from './method-not-allowed.ts';
import { ReadLine } from './read-line.ts';
import { parseQuery } from './room-routes.ts';

export interface ReportParts {
  desk: Pick<Desk, 'readReports' | 'exportReports'>;
  door: DeviceDoor;
}

const FormatQuery = z.object({ format: ReportFormat.default('json') });

/** Adds the reports, one at a time: each reads all of its time. */
export function addReportRoutes(app: FastifyInstance, { desk, door }: ReportParts): void {
  const onRequest = [door.requireDevice, door.limitReads, door.lineUp];
  const line = new ReadLine(1);
  const gate = new Gate(1);

  app.get('/api/reports', { onRequest }, async (request, reply) => {
    const query = parseQuery(ReportQuery, request.query);
    const { format } = parseQuery(FormatQuery, request.query);
    await line.enter(deviceOf(request).deviceId, reply);
    if (format === 'json') return gate.run(() => desk.readReports(query));
    const { fileName, text } = await gate.run(() => desk.exportReports(query, format));
    return reply
      .header('content-type', 'text/csv; charset=utf-8; header=present')
      .header('content-disposition', `attachment; filename="${fileName}"`)
      .send(text);
  });
  refuseOtherMethods(app, '/api/reports', ['GET']);
}
