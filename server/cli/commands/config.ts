import type { Command } from 'commander';
import { readConfig } from '../../config/config-file.ts';
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
      printResult(json, { ok: true, config: await readConfig(file) }, `${file}: ok`);
    });
  config
    .command('schema')
    .description('print the JSON Schema of configuration files, for editors')
    .addHelpText('after', '\nExample:\n  tocsin config schema > config.schema.json\n')
    .action(() => {
      process.stdout.write(`${JSON.stringify(configJsonSchema(), null, 2)}\n`);
    });
}
