import type { Command } from 'commander';
import { configJsonSchema } from '../../config/schema.ts';
import { addCheckCommand } from './check.ts';

export function addConfigCommands(program: Command): void {
  const config = program.command('config').description('check configuration files');
  addCheckCommand(config, 'tocsin config check');
  config
    .command('schema')
    .description('print the JSON Schema of configuration files, for editors')
    .addHelpText('after', '\nExample:\n  tocsin config schema > config.schema.json\n')
    .action(() => {
      process.stdout.write(`${JSON.stringify(configJsonSchema(), null, 2)}\n`);
    });
}
