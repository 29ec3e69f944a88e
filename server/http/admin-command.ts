import { z } from 'zod';
import type { AdminCommand } from '../desk/contract.ts';
import { senderKinds } from '../protocol/alert.ts';
import { Id, Instant, Side } from '../protocol/identity.ts';
import { limits } from '../protocol/limits.ts';
import { CalendarQuery } from '../protocol/oncall.ts';
import { ReportFormat, ReportQuery } from '../protocol/reports.ts';
import { ExportFormat } from '../protocol/room-api.ts';
import { RunbookHash } from '../protocol/runbook.ts';
import { Severity } from '../protocol/severity.ts';
import { ContextItems, DeployBody } from './web-links.ts';

const Name = z.string().trim().min(1).max(limits.nameLength);
const Service = z.string().trim().min(1).max(limits.serviceLength);
const KeySender = z.enum(senderKinds).exclude(['cli']);

/** As the query of devices, with its rotas as a list. */
const CalendarSpan = CalendarQuery.extend({ rotas: z.array(Id).max(1_000) });

/** The body of an administration request; a test asserts that it is the desk's type, no more or less. */
export const AdminCommandBody = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('key.create'),
    name: Name,
    sender: KeySender,
    service: Service.nullable(),
    mapping: Name.nullable(),
  }),
  z.object({ type: z.literal('key.list') }),
  z.object({ type: z.literal('key.revoke'), nameOrId: Name }),
  z.object({ type: z.literal('invite.create'), personName: Name, side: Side.nullable() }),
  z.object({ type: z.literal('device.list') }),
  z.object({ type: z.literal('device.revoke'), deviceId: Id }),
  z.object({
    type: z.literal('alert.send'),
    severity: Severity,
    service: Service,
    title: z.string().trim().min(1).max(limits.titleLength),
    dedupKey: z.string().min(1).max(limits.dedupKeyLength).nullable(),
    action: z.enum(['fire', 'resolve']),
  }),
  z.object({ type: z.literal('incident.export'), incident: Id, format: ExportFormat }),
  z.object({ type: z.literal('reports.read'), query: ReportQuery, format: ReportFormat }),
  z.object({ type: z.literal('audit.read'), since: Instant }),
  z.object({
    type: z.literal('runbook.runs'),
    file: z.string().min(1).max(4_096),
    hash: RunbookHash,
  }),
  z.object({ type: z.literal('context.add'), incident: Id, items: ContextItems }),
  z.object({ type: z.literal('deploy.record'), deploy: DeployBody }),
  z.object({ type: z.literal('oncall.read'), at: Instant.nullable() }),
  z.object({ type: z.literal('oncall.calendar'), query: CalendarSpan }),
  z.object({
    type: z.literal('oncall.import'),
    person: Name,
    rotaId: Id.nullable(),
    file: z.string().max(limits.calendarBytes),
  }),
]) satisfies z.ZodType<AdminCommand>;
