import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { benches } from './bench/benches.ts';
import type { Bench } from './bench/benches.ts';
import { describeMachine } from './bench/machine.ts';
import { renderReport } from './bench/report.ts';
import type { BenchResult } from './bench/report.ts';
import { CommandError, runCommand, say } from './exit.ts';
import { repositoryFolder } from './paths.ts';
import { ensureSystemPackages } from './system-packages.ts';
import { prepareTrayClient } from './tray-client.ts';

const resultsFolder = join(repositoryFolder, 'test-results/bench');

/** `npm run bench [-- NAME...]`: measures, and writes docs/benchmarks.md from all results there are. */
await runCommand(async () => {
  const names = process.argv.slice(2);
  const wanted = benches.filter(({ name }) => names.length === 0 || names.includes(name));
  if (wanted.length === 0) {
    throw new CommandError(`Benches: ${benches.map(({ name }) => name).join(' ')}`, 2);
  }
  ensureSystemPackages(['client', 'desktop']);
  await prepareTrayClient();
  mkdirSync(resultsFolder, { recursive: true });
  for (const bench of wanted) {
    say(`${bench.title} ...`);
    const values = await measure(bench);
    say(JSON.stringify(values, null, 2));
    const measuredOn = new Date().toISOString().slice(0, 10);
    writeFileSync(resultFile(bench), JSON.stringify({ measuredOn, values }));
  }
  const page = join(repositoryFolder, 'docs/benchmarks.md');
  writeFileSync(page, renderReport(describeMachine(), benches.flatMap(readResult)));
  say(`Written: ${page}`);
});

async function measure({ script, timeoutMs }: Bench): Promise<Record<string, unknown>> {
  const child = spawn(process.execPath, [join(repositoryFolder, script)], {
    cwd: repositoryFolder,
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: timeoutMs,
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const printed = await text(child.stdout);
  const code = await ended;
  if (code !== 0) throw new CommandError(`${script} ended with code ${code}.`);
  return JSON.parse(printed) as Record<string, unknown>;
}

function readResult(bench: Bench): BenchResult[] {
  if (!existsSync(resultFile(bench))) return [];
  const stored = JSON.parse(readFileSync(resultFile(bench), 'utf8')) as Omit<BenchResult, 'bench'>;
  return [{ bench, ...stored }];
}

function resultFile({ name }: Bench): string {
  return join(resultsFolder, `${name}.json`);
}
