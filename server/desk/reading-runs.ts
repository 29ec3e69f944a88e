import type { RunbookRun } from '../domain/runbook/suggest/runbook-run.ts';
import type { StepChanged } from '../journal/run-reader.ts';
import type { Checklist } from '../protocol/checklist.ts';
import type { RunbookRuns } from './contract.ts';
import type { Surroundings } from './surroundings.ts';

/** The newest runs say most, and they lie in memory as a whole. */
const runs = 50;

const minuteMs = 60_000;

/**
 * How a runbook was carried out, all its versions: the one that has this hash or, if none has, the one
 * whose path is the end of this whole path.
 */
export function readRuns(
  { journal }: Surroundings,
  { file, hash }: { file: string; hash: string },
): RunbookRuns {
  const path = pathOf(journal.runReader.references(), file, hash);
  if (path === null) return { path, runs: [], versions: [] };
  const used = journal.runReader
    .checklists(path, runs)
    .filter(({ detachedAt, steps }) => detachedAt === null && Object.keys(steps).length > 0);
  const hashes = [...new Set(used.flatMap(({ runbook }) => runbook?.hash ?? []))];
  return {
    path,
    runs: used.map((checklist) => ({
      incidentNumber: journal.incidentNamed(checklist.incidentId)?.number ?? 0,
      checklist,
      minutes: minutesOf(checklist, journal.runReader.changes(checklist.incidentId)),
    })),
    versions: hashes.flatMap((one) => journal.checklists.runbook(one) ?? []),
  };
}

function pathOf(
  references: readonly { path: string; hash: string }[],
  file: string,
  hash: string,
): string | null {
  const same = references.find((reference) => reference.hash === hash);
  if (same) return same.path;
  const paths = references.map(({ path }) => path).filter((path) => isEndOf(path, file));
  return paths.toSorted((one, other) => other.length - one.length)[0] ?? null;
}

function isEndOf(path: string, file: string): boolean {
  return file === path || file.endsWith(`/${path}`);
}

/** From the first time that a step was begun until it was done for the last time. */
function minutesOf({ id }: Checklist, changes: readonly StepChanged[]): RunbookRun['minutes'] {
  const begun = new Map<string, number>();
  const minutes = new Map<string, number>();
  for (const { checklistId, stepId, status, at } of changes) {
    if (checklistId !== id) continue;
    const startMs = begun.get(stepId);
    if (status === 'doing' && startMs === undefined) begun.set(stepId, Date.parse(at));
    if (status === 'open') begun.delete(stepId);
    if (status === 'done' && startMs !== undefined) {
      minutes.set(stepId, Math.max(0, Date.parse(at) - startMs) / minuteMs);
    }
  }
  return Object.fromEntries(minutes);
}
