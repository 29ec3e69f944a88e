import { usualRest } from '../../domain/figures/night.ts';
import { noWork } from '../../domain/work-rules.ts';
import type { RunbookVersion } from '../../protocol/runbook.ts';
import { noConfig } from '../../protocol/teams.ts';
import type { HubDesk } from '../create-desk.ts';
import type { WorkSource } from '../surroundings.ts';
import { createKey, firing } from './test-desk.ts';

/** Work of a hub whose folders hold these runbooks, none of which is attached by itself. */
export function workWith(...versions: RunbookVersion[]): WorkSource {
  const offeredRunbook = (hash: string) => versions.find((version) => version.hash === hash);
  return {
    rules: () => ({ ...noWork, hooks: new Set(['restart']), offeredRunbook }),
    runbooks: () => [],
    restOf: () => usualRest,
    config: () => noConfig,
  };
}

/** Opens the hub's first incident and returns its id. */
export async function openIncident(desk: HubDesk): Promise<string> {
  const integration = await createKey(desk);
  await desk.ingest({ integration, alerts: [firing('disk')], group: null });
  return (await desk.readSnapshot()).incidents[0]?.id ?? '';
}
