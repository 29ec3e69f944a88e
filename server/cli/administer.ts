import { ConfigInForce } from '../config/config-file.ts';
import { deskSettingsOf } from '../config-in-force.ts';
import { WireError } from '../protocol/commands.ts';
import { TocsinError } from '../protocol/errors.ts';
import type { AdminCommand, AdminResults } from '../desk/contract.ts';
import { AdminCommandBody } from '../http/admin-command.ts';
import { readAdminToken, readHubRecord } from '../hub-record.ts';
import type { HubRecord } from '../hub-record.ts';
import { parseBody } from '../ingest/invalid-body.ts';
import { createLog } from '../log.ts';
import { RunbookShelf } from '../runbooks/shelf.ts';
import { runbookFoldersOf } from '../work-source.ts';
import { RefusedByHub } from './failure.ts';

export interface Administered<T extends AdminCommand> {
  result: AdminResults[T['type']];
  /** Origin at which devices and senders reach the hub. */
  publicUrl: string;
  /** Whether a hub runs there; laptops hear of the result only when one does. */
  byHub: boolean;
}

/** Address that a hub has unless it is told otherwise. */
export const defaultListen = { host: '127.0.0.1', port: 4949 };

/** A commit of a hub under load takes a fraction of this. */
const patienceMs = 10_000;
/** An incident of many thousand alerts and messages is written down in turns with other work. */
const exportPatienceMs = 120_000;

/**
 * Has a command carried out: by the hub that runs on the data folder, else right there.
 * @throws TocsinError, RefusedByHub
 */
export async function administer<T extends AdminCommand>(
  dataFolder: string,
  command: T,
): Promise<Administered<T>> {
  const body = parseBody(AdminCommandBody, command);
  const record = readHubRecord(dataFolder);
  const fallback = `http://${defaultListen.host}:${defaultListen.port}`;
  const publicUrl = record?.publicUrl ?? fallback;
  const hub = record !== null && isAlive(record.pid) ? record : null;
  const result = hub
    ? await ask(hub, readAdminToken(dataFolder), body)
    : await doHere(dataFolder, record?.configFile ?? null, body);
  return { result: result as AdminResults[T['type']], publicUrl, byHub: hub !== null };
}

/** What they do depends on the config. */
const ruledCommands = new Set<AdminCommand['type']>([
  'invite.create',
  'alert.send',
  'context.add',
  'deploy.record',
  'reports.read',
  'oncall.read',
  'oncall.calendar',
  'oncall.import',
]);

/** Under the config that the last hub of the folder had, where that matters. */
async function doHere(
  dataFolder: string,
  configFile: string | null,
  command: AdminCommand,
): Promise<unknown> {
  const { createDesk } = await import('../desk/create-desk.ts');
  const config = await ConfigInForce.load(ruledCommands.has(command.type) ? configFile : null);
  const log = createLog('warn');
  const folders = opensIncidents(command) ? runbookFoldersOf(config) : [];
  const shelf = await RunbookShelf.open(folders, { log });
  const desk = await createDesk({ dataFolder, ...deskSettingsOf(config, shelf) });
  try {
    return await desk.admin(command);
  } finally {
    await desk.close();
  }
}

function opensIncidents({ type }: AdminCommand): boolean {
  return type === 'alert.send';
}

function isLong({ type }: AdminCommand): boolean {
  return type === 'incident.export' || type === 'reports.read';
}

async function ask(
  { url }: HubRecord,
  token: string | null,
  command: AdminCommand,
): Promise<unknown> {
  const response = await fetch(new URL('/api/admin', url), {
    method: 'POST',
    headers: { authorization: `Bearer ${token ?? ''}`, 'content-type': 'application/json' },
    body: JSON.stringify(command),
    signal: AbortSignal.timeout(isLong(command) ? exportPatienceMs : patienceMs),
  }).catch((error: unknown) => {
    throw new TocsinError('hub_unreachable', url, { cause: error });
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer;
  const refusal = WireError.safeParse((answer as { error?: unknown } | null)?.error);
  if (refusal.success) throw new RefusedByHub(refusal.data);
  throw new TocsinError('hub_unreachable', `${url} answered with HTTP ${response.status}.`);
}

/** Whether that process runs. It may be another one by now; then it does not know the token. */
function isAlive(pid: number | null): boolean {
  if (pid === null) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
