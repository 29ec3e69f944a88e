import type { Command } from 'commander';
import { checkConfig } from '../../config/config-file.ts';
import { formatProblems, formatWithRemedy } from '../../config/problem.ts';
import type { ConfigProblem } from '../../config/problem.ts';
import { TocsinError } from '../../protocol/errors.ts';
import { printResult } from '../output.ts';

/** Adds a command that checks a file: `check` itself, and the same as a part of `config`. */
export function addCheckCommand(parent: Command, name: string): void {
  parent
    .command('check <file>')
    .description(
      'tell every error of a configuration file, with its line and how it would be right',
    )
    .option('--json', 'print JSON, for programs')
    .addHelpText('after', `\nExample:\n  ${name} hub.yaml\n`)
    .action(check);
}

async function check(file: string, { json }: { json?: boolean }): Promise<void> {
  const checked = await checkConfig(file);
  if (!checked.ok) {
    const { problems } = checked;
    printResult(json, { ok: false, problems }, formatProblems(problems, formatWithRemedy));
    const count = problems.length === 1 ? '1 error' : `${problems.length} errors`;
    throw new TocsinError('config_invalid', `${file}: ${count}.`);
  }
  const { config, warnings } = checked;
  const lines = warnings.length === 0 ? [] : [formatProblems(warnings, formatWarning)];
  printResult(json, { ok: true, config, warnings }, [...lines, `${file}: ok`].join('\n'));
}

function formatWarning(warning: ConfigProblem): string {
  return formatWithRemedy({ ...warning, reason: `${warning.reason} (warning)` });
}
