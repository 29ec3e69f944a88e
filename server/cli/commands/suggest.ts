import { basename, isAbsolute, relative, resolve, sep } from 'node:path';
import type { Command } from 'commander';
import { createTwoFilesPatch } from 'diff';
import { formatRunbookProblem } from '../../domain/runbook/problem.ts';
import { fewestRuns } from '../../domain/runbook/suggest/runbook-run.ts';
import type { RunbookRun } from '../../domain/runbook/suggest/runbook-run.ts';
import { suggestChanges } from '../../domain/runbook/suggest/suggest-changes.ts';
import type { SuggestedChanges } from '../../domain/runbook/suggest/suggest-changes.ts';
import type { RunbookRuns } from '../../desk/contract.ts';
import { TocsinError } from '../../protocol/errors.ts';
import { readRunbookText } from '../../runbooks/runbook-file.ts';
import { administer } from '../administer.ts';
import { withCommonOptions } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { printResult } from '../output.ts';

interface SuggestOptions extends CommonOptions {
  as?: string;
}

export function addSuggestCommand(runbook: Command): void {
  withCommonOptions(runbook.command('suggest').argument('<file>', 'a runbook'))
    .description('print a diff with what its runs taught, after three of them')
    .option('--as <path>', 'path of the runbook below the folder of the hub, if it is another')
    .addHelpText('after', examples)
    .action(suggest);
}

const examples = `
Examples:
  tocsin runbook suggest runbooks/checkout.md
  tocsin runbook suggest runbooks/checkout.md | patch -p1
`;

async function suggest(file: string, options: SuggestOptions): Promise<void> {
  const read = await readRunbookText(file);
  const { parsed, hash, text } = read;
  if (!parsed.ok || hash === null || text === null) {
    const problems = parsed.ok ? [] : parsed.problems;
    const [first] = problems.filter(({ level }) => level === 'error');
    throw new TocsinError('runbook_invalid', first && formatRunbookProblem(file, first));
  }
  const whole = options.as ?? resolve(file);
  const { result } = await administer(options.data, {
    ...{ type: 'runbook.runs', file: whole.split(sep).join('/'), hash },
  });
  const runs = runsOf(result);
  const changes = suggestChanges(text, runs);
  const diff = changes && changes.text !== text ? diffOf(file, text, changes, runs) : null;
  const value = { runs: runs.length, path: result.path, diff, ...toldOf(changes) };
  printResult(options.json, value, diff ?? `nothing to suggest (${inWords(runs.length)})`);
}

function toldOf(changes: SuggestedChanges | null): Omit<SuggestedChanges, 'text'> {
  return { reasons: changes?.reasons ?? [], leftOut: changes?.leftOut ?? [] };
}

function inWords(count: number): string {
  const runs = `${count} ${count === 1 ? 'run' : 'runs'} in incidents that are over`;
  return count < fewestRuns ? `${runs}; it takes ${fewestRuns}` : runs;
}

function runsOf({ runs, versions }: RunbookRuns): RunbookRun[] {
  const byHash = new Map(versions.map(({ hash, runbook }) => [hash, runbook]));
  return runs.flatMap((run): RunbookRun[] => {
    const runbook = byHash.get(run.checklist.runbook?.hash ?? '');
    return runbook ? [{ ...run, runbook }] : [];
  });
}

function diffOf(
  file: string,
  text: string,
  { text: changed, reasons, leftOut }: SuggestedChanges,
  runs: readonly RunbookRun[],
): string {
  const numbers = runs.map(({ incidentNumber }) => `#${incidentNumber}`).join(' ');
  const comments = [
    `What ${runs.length} runs of this runbook taught (incidents ${numbers}):`,
    ...reasons.map((reason) => `- ${reason}`),
    ...leftOut.map((reason) => `- to be done by hand: ${reason}`),
  ];
  const name = nameOf(file);
  const patch = createTwoFilesPatch(`a/${name}`, `b/${name}`, text, changed, '', '', {
    context: 3,
    headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
  });
  return `${comments.map(comment).join('\n')}\n${patch.replace(/\n$/, '')}`;
}

/** As from the folder in which `patch -p1` and `git apply` are run. */
function nameOf(file: string): string {
  const path = relative(process.cwd(), resolve(file));
  const isHere = path !== '' && !path.startsWith('..') && !isAbsolute(path);
  return isHere ? path.split(sep).join('/') : basename(file);
}

/** On one line, so that nothing that people wrote looks like a part of the diff. */
function comment(text: string): string {
  return `# ${text.replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')}`;
}
