import { normalizeInstant, toInstant } from '../domain/instant.ts';
import type { JournalTransaction } from '../journal/transaction.ts';
import type { ContextContent, Deploy } from '../protocol/context.ts';
import type { Actor } from '../protocol/identity.ts';
import type { Incident } from '../protocol/incident.ts';
import { limits } from '../protocol/limits.ts';
import type { DeployRequest } from '../protocol/room-api.ts';
import { PackEditor } from './pack-editor.ts';
import { directoryOf } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';

/** The one item of a context pack that holds the deploys. */
export const deploysItemId = 'deploys';

/** Deploys this long before an incident may have to do with it. */
const recentMs = 24 * 60 * 60 * 1_000;

/** Incidents of one service that hear of a deploy, the newest first; more are a storm of one cause. */
const toldIncidents = 50;

/**
 * Notes a deploy, and shows it in the context of the service's open incidents. One that is told
 * again with the same time is noted once. A time that lies ahead counts as now.
 */
export function recordDeploy(
  surroundings: Surroundings,
  request: DeployRequest,
  actor: Actor,
): Promise<{ deployId: string }> {
  const { journal, clock, newId } = surroundings;
  return journal.write((transaction) => {
    const now = toInstant(clock.now());
    const told = normalizeInstant(request.at);
    const at = told !== null && told < now ? told : now;
    const service = directoryOf(surroundings).serviceOf(request.service, {});
    const { summary, version, by, link } = request;
    const known =
      told === null
        ? undefined
        : transaction.context
            .deploys(service, at, limits.contextDeploys)
            .find((one) => one.at === at && one.summary === summary && one.version === version);
    if (known) return { deployId: known.id };
    const deploy: Deploy = { id: newId(), at, summary, version, by, link };
    transaction.append({ type: 'deploy.recorded', at: now, actor, service, deploy });
    for (const incident of openIncidentsOf(transaction, service)) {
      showDeploys(transaction, incident, now, actor);
    }
    return { deployId: deploy.id };
  });
}

/** Incidents that are looked at in one transaction. */
const incidentsPerJob = 100;

/** Shows incidents that were opened the deploys of their services that came before. */
export async function showRecentDeploys(
  { journal, clock }: Surroundings,
  incidentIds: readonly string[],
): Promise<void> {
  // Most services deploy seldom: nothing is written then.
  const concerned = incidentIds.filter((id) => {
    const incident = journal.incidentNamed(id);
    return incident && recentDeploys(journal, incident).length > 0;
  });
  for (let index = 0; index < concerned.length; index += incidentsPerJob) {
    const ids = concerned.slice(index, index + incidentsPerJob);
    await journal.write((transaction) => {
      const now = toInstant(clock.now());
      for (const id of ids) {
        const incident = transaction.incident(id);
        if (incident) showDeploys(transaction, incident, now, { kind: 'hub' });
      }
    });
  }
}

function recentDeploys(
  { context }: Pick<JournalTransaction, 'context'>,
  { service, openedAt }: Incident,
): Deploy[] {
  const since = toInstant(Date.parse(openedAt) - recentMs);
  return context.deploys(service, since, limits.contextDeploys);
}

function openIncidentsOf(transaction: JournalTransaction, service: string): Incident[] {
  const open = transaction.openIncidentIds().flatMap((id) => transaction.incident(id) ?? []);
  return open.filter((incident) => incident.service === service).slice(-toldIncidents);
}

function showDeploys(
  transaction: JournalTransaction,
  incident: Incident,
  at: string,
  actor: Actor,
): void {
  const deploys = recentDeploys(transaction, incident);
  const editor = new PackEditor(transaction, incident.id, at, actor);
  const content = fit(deploys, editor.roomFor(deploysItemId));
  if (content) editor.put(deploysItemId, content);
}

/** As many of the newest deploys as there is room for; null when that is none. */
function fit(deploys: readonly Deploy[], roomBytes: number): ContextContent | null {
  for (let count = deploys.length; count > 0; count -= 1) {
    const content: ContextContent = {
      kind: 'deploys',
      title: 'Recent deploys',
      deploys: deploys.slice(0, count),
    };
    if (Buffer.byteLength(JSON.stringify(content)) <= roomBytes) return content;
  }
  return null;
}
