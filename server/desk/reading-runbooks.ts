import { bestVersions } from '../domain/runbook/attach-at-opening.ts';
import { occasionOf } from '../domain/runbook/occasion.ts';
import { TocsinError } from '../protocol/errors.ts';
import type { Incident } from '../protocol/incident.ts';
import type {
  RunbookOffer,
  RunbookOffers,
  RunbookStep,
  RunbookVersion,
} from '../protocol/runbook.ts';
import { directoryOf } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * A version that a checklist is a copy of, or that is now in the folders.
 * @throws TocsinError `runbook_unknown`
 */
export function readRunbook({ journal, work }: Surroundings, hash: string): RunbookVersion {
  const version =
    journal.checklists.runbook(hash) ?? work.runbooks().find((offered) => offered.hash === hash);
  if (!version) throw new TocsinError('runbook_unknown');
  return version;
}

/**
 * All runbooks in the folders, those for this incident first.
 * @throws TocsinError `incident_unknown`
 */
export async function readOffers(
  surroundings: Surroundings,
  named: string,
): Promise<RunbookOffers> {
  const incident = surroundings.journal.incidentNamed(named);
  if (!incident) throw new TocsinError('incident_unknown');
  const versions = surroundings.work.runbooks();
  const fitting = await fittingRunbooks(surroundings, incident, versions);
  const hashes = new Set(fitting.map(({ hash }) => hash));
  const others = versions
    .filter(({ hash }) => !hashes.has(hash))
    .map((version) => offerOf(version, []));
  return { incidentId: incident.id, offers: [...fitting, ...others] };
}

/** Those for this incident, the best first, by the alert that opened it. */
async function fittingRunbooks(
  surroundings: Surroundings,
  { id }: Incident,
  versions: readonly RunbookVersion[],
): Promise<RunbookOffer[]> {
  const { journal } = surroundings;
  const { events } = await journal.readHistory(
    id,
    { after: 0, through: journal.head },
    { maxEvents: 1, maxBytes: 0 },
  );
  const opened = events[0];
  if (opened?.type !== 'incident.opened') return [];
  return bestVersions(versions, occasionOf(opened, directoryOf(surroundings))).map(
    ({ runbook, reasons }) => offerOf(runbook.version, reasons),
  );
}

function offerOf(
  { hash, path, title, runbook }: RunbookVersion,
  reasons: readonly string[],
): RunbookOffer {
  const stepCount = runbook.sections.reduce((sum, { steps }) => sum + countSteps(steps), 0);
  return { hash, path, title, stepCount, reasons: [...reasons] };
}

function countSteps(steps: readonly RunbookStep[]): number {
  return steps.reduce((sum, { steps: below }) => sum + 1 + countSteps(below), 0);
}
