import type { Command } from 'commander';
import { readConfig } from '../../config/config-file.ts';
import { formatProblem } from '../../config/problem.ts';
import { configJsonSchema } from '../../config/schema.ts';
import { printResult } from '../output.ts';

export function addConfigCommands(program: Command): void {
  const config = program.command('config').description('check configuration files');
  config
    .command('check <file>')
    .description('tell every error of a configuration file, with its line')
    .option('--json', 'print JSON, for programs')
    .addHelpText('after', '\nExample:\n  tocsin config check hub.yaml\n')
    .action(async (file: string, { json }: { json?: boolean }) => {
      const { config, warnings } = await readConfig(file);
      const lines = warnings.map((warning) => `${formatProblem(warning)} (warning)`);
      printResult(json, { ok: true, config, warnings }, [...lines, `${file}: ok`].join('\n'));
    });
  config
    .command('schema')
    .description('print the JSON Schema of configuration files, for editors')
    .addHelpText('after', '\nExample:\n  tocsin config schema > config.schema.json\n')
    .action(() => {
      process.stdout.write(`${JSON.stringify(configJsonSchema(), null, 2)}\n`);
    });
}
