import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Journal } from '../../journal/journal.ts';
import { newId } from '../new-id.ts';

/** The value below which such a share of the times is, to a thousandth. */
export function percentile(timesMs: readonly number[], share: number): number {
  const sorted = timesMs.toSorted((one, other) => one - other);
  return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN);
}

export function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}

/** Runs a bench on a journal in a folder of its own, and prints what it returns as JSON. */
export async function benchJournal(
  name: string,
  run: (journal: Journal, dataFolder: string) => Promise<Record<string, unknown>>,
): Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), `tocsin-${name}-`));
  try {
    const journal = await Journal.open({ dataFolder, newHubId: newId, newEpoch: newId });
    try {
      process.stdout.write(`${JSON.stringify(await run(journal, dataFolder))}\n`);
    } finally {
      await journal.close();
    }
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}
