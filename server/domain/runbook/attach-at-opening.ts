import type { RunbookVersion } from '../../protocol/runbook.ts';
import { attachRunbook } from '../checklist/attach.ts';
import type { NewEvent } from '../hub-events.ts';
import type { OpenedIncident } from '../intake.ts';
import type { Circumstances, Records } from '../records.ts';
import { RunbookIndex } from './best-runbooks.ts';
import type { RankedRunbook, RunbookOccasion } from './best-runbooks.ts';
import { occasionOf } from './occasion.ts';

/** Attaches the best of these runbooks to a new incident; nothing when none is for it. */
export function attachAtOpening(
  records: Omit<Records, 'append'>,
  opened: OpenedIncident,
  versions: readonly RunbookVersion[],
  { at, newId, rules }: Pick<Circumstances, 'at' | 'newId' | 'rules'>,
): NewEvent[] {
  const [best] = bestVersions(versions, occasionOf(opened, rules.directory));
  if (!best) return [];
  return attachRunbook(records, {
    version: best.runbook.version,
    reasons: best.reasons,
    checklistId: newId(),
    base: { at, actor: { kind: 'hub' }, incidentId: opened.incidentId },
  });
}

type Offered = ReturnType<typeof toOffered>;

/** Made anew with the list: compiling the patterns of many runbooks takes longer than an alert may wait. */
const indexes = new WeakMap<readonly RunbookVersion[], RunbookIndex<Offered>>();

/** Those of these versions that are for an occasion, the best first. */
export function bestVersions(
  versions: readonly RunbookVersion[],
  occasion: RunbookOccasion,
): RankedRunbook<Offered>[] {
  return indexOf(versions).best(occasion);
}

/** Makes ready for `bestVersions`, which otherwise does so at its first use. */
export function prepareVersions(versions: readonly RunbookVersion[]): void {
  indexOf(versions);
}

function indexOf(versions: readonly RunbookVersion[]): RunbookIndex<Offered> {
  const index = indexes.get(versions) ?? new RunbookIndex(versions.map(toOffered));
  indexes.set(versions, index);
  return index;
}

function toOffered(version: RunbookVersion) {
  const { path, runbook } = version;
  const { services, alerts, labels } = runbook;
  return { path, services, alerts, labels, version };
}
