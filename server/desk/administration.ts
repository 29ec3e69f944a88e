import { toInstant } from '../domain/instant.ts';
import type { JournalTransaction } from '../journal/transaction.ts';
import { TocsinError } from '../protocol/errors.ts';
import type { Device, Side } from '../protocol/identity.ts';
import type { AdminCommand, AdminResults, Integration } from './contract.ts';
import { addContext } from './adding-context.ts';
import { toIntegration } from './credentials.ts';
import { recordDeploy } from './deploying.ts';
import { exportIncident } from './exporting.ts';
import { readAudit } from './reading-audit.ts';
import { exportReports } from './reporting-figures.ts';
import { importLeave } from './importing-leave.ts';
import { createInvite } from './inviting.ts';
import { leaveSeats } from './leaving-seats.ts';
import { readCalendar } from './reading-calendar.ts';
import { readOnCallAt } from './reading-oncall-at.ts';
import { readRuns } from './reading-runs.ts';
import { hashSecret, makeSecret } from './secrets.ts';
import type { Surroundings } from './surroundings.ts';
import { take } from './taking-in.ts';

type Handlers = {
  [Type in AdminCommand['type']]: (
    surroundings: Surroundings,
    command: Extract<AdminCommand, { type: Type }>,
  ) => Promise<AdminResults[Type]>;
};

/** Name under which `tocsin alert` sends; no integration may take it. */
const cliName = 'cli';
const actor = { kind: 'hub' } as const;

/** What the administrator may do, by command. */
export const administration: Handlers = {
  'key.create': createKey,
  'key.list': ({ journal }) =>
    Promise.resolve({ integrations: journal.enrolment.integrations().map(toIntegration) }),
  'key.revoke': revokeKey,
  'invite.create': createInvite,
  'device.list': listDevices,
  'device.revoke': revokeDevice,
  'alert.send': sendAlert,
  'incident.export': (surroundings, { incident, format }) =>
    exportIncident(surroundings, incident, format),
  'reports.read': (surroundings, { query, format }) => exportReports(surroundings, query, format),
  'audit.read': (surroundings, { since }) => Promise.try(() => readAudit(surroundings, since)),
  'runbook.runs': (surroundings, which) => Promise.try(() => readRuns(surroundings, which)),
  'context.add': (surroundings, { incident, items }) =>
    addContext(surroundings, incident, items, actor),
  'deploy.record': (surroundings, { deploy }) => recordDeploy(surroundings, deploy, actor),
  'oncall.read': (surroundings, { at }) => Promise.try(() => readOnCallAt(surroundings, at)),
  'oncall.calendar': (surroundings, { query }) => readCalendar(surroundings, query),
  'oncall.import': importLeave,
};

function createKey(
  { journal, clock, newId, random }: Surroundings,
  { name, sender, service, mapping }: Extract<AdminCommand, { type: 'key.create' }>,
): Promise<AdminResults['key.create']> {
  const key = makeSecret(random);
  return journal.write((transaction) => {
    if (name === cliName || findActive(transaction, name))
      throw new TocsinError('name_taken', name);
    const integration: Integration = {
      id: newId(),
      name,
      sender,
      service,
      mapping,
      createdAt: toInstant(clock.now()),
      revokedAt: null,
    };
    transaction.append({
      type: 'key.created',
      at: integration.createdAt,
      actor,
      integrationId: integration.id,
      name,
      sender,
      service,
      mapping,
      secretHash: hashSecret(key),
    });
    return { integration, key };
  });
}

function revokeKey(
  { journal, clock }: Surroundings,
  { nameOrId }: Extract<AdminCommand, { type: 'key.revoke' }>,
): Promise<AdminResults['key.revoke']> {
  return journal.write((transaction) => {
    const integration = findActive(transaction, nameOrId);
    if (!integration) throw new TocsinError('key_not_found', nameOrId);
    const revokedAt = toInstant(clock.now());
    const integrationId = integration.id;
    transaction.append({ type: 'key.revoked', at: revokedAt, actor, integrationId });
    return { integration: { ...integration, revokedAt } };
  });
}

function findActive(transaction: JournalTransaction, nameOrId: string): Integration | undefined {
  const active = transaction.enrolment.integrations().filter((row) => row.revoked_at === null);
  const row =
    active.find(({ name }) => name === nameOrId) ?? active.find(({ id }) => id === nameOrId);
  return row && toIntegration(row);
}

function listDevices({ journal }: Surroundings): Promise<AdminResults['device.list']> {
  const devices = journal.enrolment.devices().map((row) => ({
    id: row.id,
    personId: row.person_id,
    personName: row.person_name,
    side: row.side as Side,
    name: row.name,
    sound: row.sound as Device['sound'],
    enrolledAt: row.enrolled_at,
  }));
  return Promise.resolve({ devices });
}

function revokeDevice(
  { journal, clock }: Surroundings,
  { deviceId }: Extract<AdminCommand, { type: 'device.revoke' }>,
): Promise<AdminResults['device.revoke']> {
  return journal.write((transaction) => {
    const device = transaction.enrolment.device(deviceId);
    if (!device) throw new TocsinError('device_not_found', deviceId);
    const nowMs = clock.now();
    transaction.append({ type: 'device.removed', at: toInstant(nowMs), actor, deviceId });
    leaveSeats(transaction, device.person_id, nowMs);
    return { deviceId };
  });
}

async function sendAlert(
  surroundings: Surroundings,
  command: Extract<AdminCommand, { type: 'alert.send' }>,
): Promise<AdminResults['alert.send']> {
  const { action, service, severity, title } = command;
  const dedupKey = command.dedupKey ?? surroundings.newId();
  const content = { title, severity, labels: {}, annotations: {}, links: [] };
  const outcome = await take(surroundings, {
    source: { name: cliName, sender: 'cli', service: null },
    alerts: [{ action, dedupKey, service, content, startsAt: null, endsAt: null }],
    group: null,
  });
  return { outcome, dedupKey };
}
