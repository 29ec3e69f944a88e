import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { outcomesFile, reportFile, reportsFolder, stages } from './stages.ts';
import type { Stage } from './stages.ts';
import { tallyPlaywright, tallyStage, tallyVitest } from './tally.ts';
import type { Tally } from './tally.ts';

type Outcomes = Record<string, number | null>;

/** Forgets what an earlier run left. */
export function clearOutcomes(): void {
  rmSync(reportsFolder, { recursive: true, force: true });
  mkdirSync(reportsFolder, { recursive: true });
}

/** Notes how a stage ended, so that it counts even if this process does not live to the end. */
export function recordOutcome(stage: Stage, exitCode: number | null): void {
  const outcomes = { ...(readOutcomes() ?? {}), [stage.name]: exitCode };
  writeFileSync(outcomesFile, JSON.stringify(outcomes));
}

/** What every stage counted; one that never ended has failed. */
export function tallyStages(): { stage: Stage; tally: Tally }[] {
  const outcomes = readOutcomes() ?? {};
  return stages.map((stage) => {
    const exitCode = outcomes[stage.name] ?? null;
    return { stage, tally: tallyStage(exitCode, readReport(stage)) };
  });
}

function readOutcomes(): Outcomes | null {
  return readJson(outcomesFile) as Outcomes | null;
}

function readReport(stage: Stage): Tally | null {
  const report = stage.runner ? readJson(reportFile(stage)) : null;
  if (report === null) return null;
  return stage.runner === 'vitest'
    ? tallyVitest(report as Parameters<typeof tallyVitest>[0])
    : tallyPlaywright(report as Parameters<typeof tallyPlaywright>[0]);
}

function readJson(file: string): unknown {
  try {
    return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  } catch {
    return null;
  }
}
