import { join } from 'node:path';
import { repositoryFolder } from '../paths.ts';

export interface Stage {
  /** Name of the npm script. */
  name: string;
  timeoutMs: number;
  /** Whose report tells how many tests passed; the others count as one check. */
  runner?: 'vitest' | 'playwright';
  /** It measures no time and needs no desktop. */
  isReading?: boolean;
}

const minuteMs = 60_000;

/** What `npm test` runs, in this order; those that only read run beside each other. */
export const stages: readonly Stage[] = [
  { name: 'lint', timeoutMs: 5 * minuteMs, isReading: true },
  { name: 'types', timeoutMs: 5 * minuteMs, isReading: true },
  { name: 'boundaries', timeoutMs: 5 * minuteMs, isReading: true },
  { name: 'unit', timeoutMs: 15 * minuteMs, runner: 'vitest' },
  { name: 'e2e', timeoutMs: 45 * minuteMs, runner: 'playwright' },
];

export const reportsFolder = join(repositoryFolder, 'test-results/reports');

/** The test runner's own report. */
export function reportFile(stage: Stage): string {
  return join(reportsFolder, `${stage.name}.json`);
}

/** Exit codes of the stages that have ended, by name. */
export const outcomesFile = join(reportsFolder, 'stages.json');
