import type { Command } from 'commander';
import { readConfig } from '../../config/config-file.ts';
import type { Config } from '../../config/schema.ts';
import { foldName } from '../../domain/directory.ts';
import { bestRunbooks } from '../../domain/runbook/best-runbooks.ts';

import { runbookJsonSchema } from '../../domain/runbook/front-matter.ts';
import { formatRunbookProblem } from '../../domain/runbook/problem.ts';
import type { RunbookProblem } from '../../domain/runbook/problem.ts';
import { TocsinError } from '../../protocol/errors.ts';
import { runbookFolders } from '../../runbooks/find-files.ts';
import { readRunbooks } from '../../runbooks/read-runbooks.ts';
import type { RunbookFile } from '../../runbooks/runbook-file.ts';
import { formatTable, printResult } from '../output.ts';
import { addSuggestCommand } from './suggest.ts';

interface SourceOptions {
  config?: string;
  json?: boolean;
}

interface MatchOptions extends SourceOptions {
  service?: string;
  alert: string[];
  label: Record<string, string>;
}

export function addRunbookCommands(program: Command): void {
  const runbook = program.command('runbook').description('check runbooks, and try them');
  const lint = withSource(runbook.command('lint'));
  lint
    .description('tell every error of runbooks, with its line')
    .addHelpText('after', lintExamples)
    .action((paths: string[], options: SourceOptions) => lintRunbooks(lint, paths, options));
  const match = withSource(runbook.command('match'));
  match
    .description('say which runbooks an incident would get, the best first, and why')
    .option('--service <service>', 'id or name of the service')
    .option('--alert <name>', 'name of an alert; may be given several times', append, [])
    .option(
      '--label <name=value>',
      'a label; may be given several times',
      (text, labels) => {
        const at = text.indexOf('=');
        if (at < 1) match.error('error: --label: write name=value');
        return { ...labels, [text.slice(0, at)]: text.slice(at + 1) };
      },
      {},
    )
    .addHelpText('after', matchExamples)
    .action((paths: string[], options: MatchOptions) => matchRunbooks(match, paths, options));
  addSuggestCommand(runbook);
  runbook
    .command('schema')
    .description('print the JSON Schema of their front matter, for editors')
    .addHelpText('after', '\nExample:\n  tocsin runbook schema > runbook.schema.json\n')
    .action(() => {
      process.stdout.write(`${JSON.stringify(runbookJsonSchema(), null, 2)}\n`);
    });
}

const lintExamples = `
Examples:
  tocsin runbook lint runbooks/
  tocsin runbook lint --config hub.yaml
`;

const matchExamples = `
Examples:
  tocsin runbook match runbooks/ --service checkout --alert CheckoutSlow
  tocsin runbook match --config hub.yaml --label app=checkout --label region=eu-west-1
`;

function withSource(command: Command): Command {
  return command
    .argument('[paths...]', 'files and folders; without any, the folders of --config')
    .option('--config <file>', 'configuration of the hub, with `runbooks`')
    .option('--json', 'print JSON, for programs');
}

function append(text: string, earlier: string[]): string[] {
  return [...earlier, text];
}

async function lintRunbooks(
  command: Command,
  paths: string[],
  options: SourceOptions,
): Promise<void> {
  const { files } = await read(command, paths, options);
  const problems = files.flatMap((file) =>
    problemsOf(file).map((problem) => ({ file: file.path, ...problem })),
  );
  const errors = problems.filter(({ level }) => level === 'error');
  const summary = `${count(files.length, 'file')}, ${count(errors.length, 'error')}`;
  const lines = problems.map((problem) => formatRunbookProblem(problem.file, problem));
  const value = {
    ok: errors.length === 0,
    problems,
    files: files.map(({ path, hash, parsed }) => {
      return { path, hash, runbook: parsed.ok ? parsed.runbook : null };
    }),
  };
  if (errors.length === 0) lines.push(`${summary}: ok`);
  printResult(options.json, value, lines.join('\n'));
  if (errors.length > 0) throw new TocsinError('runbook_invalid', `${summary}.`);
}

async function matchRunbooks(
  command: Command,
  paths: string[],
  options: MatchOptions,
): Promise<void> {
  const { service, alert, label } = options;
  if (service === undefined && alert.length === 0 && Object.keys(label).length === 0) {
    command.error('error: say what for: --service, --alert or --label');
  }
  const { files, config } = await read(command, paths, options);
  const offered = files.flatMap(({ path, hash, parsed }) => {
    return parsed.ok ? [{ ...parsed.runbook, path, hash }] : [];
  });
  const names = service === undefined ? [] : namesOf(service, config);
  const occasion = { service: names, alertNames: alert, labels: label };
  const matches = bestRunbooks(offered, occasion).map(({ runbook, reasons }) => {
    const { path, hash, title } = runbook;
    return { path, hash, title, reasons };
  });
  const refused = files.flatMap(({ path, parsed }) => (parsed.ok ? [] : [path]));
  const rows = matches.map(({ path, title, reasons }) => [path, title, reasons.join('; ')]);
  const lines = [
    rows.length === 0 ? 'No runbook matches.' : formatTable([['FILE', 'TITLE', 'WHY'], ...rows]),
    ...refused.map((path) => `${path} has errors; \`tocsin runbook lint\` tells them.`),
  ];
  printResult(options.json, { matches, refused }, lines.join('\n'));
}

async function read(
  command: Command,
  paths: readonly string[],
  { config: configFile }: SourceOptions,
): Promise<{ files: RunbookFile[]; config: Config | null }> {
  const config = configFile === undefined ? null : (await readConfig(configFile)).config;
  const folders = runbookFolders(config?.runbooks.folders ?? [], configFile ?? '');
  const sources = paths.length > 0 ? paths : folders;
  if (sources.length === 0) {
    command.error('error: name files or folders, or a --config whose `runbooks` has `folders`');
  }
  return { files: await readRunbooks(sources), config };
}

/** A service goes by its id and its name. */
function namesOf(service: string, config: Config | null): string[] {
  const folded = foldName(service);
  const known = Object.entries(config?.services ?? {}).find(([id, { name }]) => {
    return [id, name ?? id].some((one) => foldName(one) === folded);
  });
  return known ? [known[0], known[1].name ?? known[0]] : [service];
}

function problemsOf({ parsed }: RunbookFile): readonly RunbookProblem[] {
  return parsed.ok ? parsed.warnings : parsed.problems;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
