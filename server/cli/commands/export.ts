import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { Option } from 'commander';
import { TocsinError } from '../../protocol/errors.ts';
import { ExportFormat } from '../../protocol/room-api.ts';
import { administer } from '../administer.ts';
import { withCommonOptions } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { printResult } from '../output.ts';

interface ExportOptions extends CommonOptions {
  format: ExportFormat;
  out?: string;
}

export function addExportCommand(program: Command): void {
  const command = program.command('export').argument('<incident>', 'its number or id');
  withCommonOptions(command)
    .description('write down everything about an incident: people, alerts, talk, context')
    .addOption(
      new Option('--format <format>', 'for people or for programs')
        .choices(ExportFormat.options)
        .default('markdown'),
    )
    .option('--out <file>', 'write to this file instead of standard output')
    .addHelpText('after', examples)
    .action(exportIncident);
}

const examples = `
Examples:
  tocsin export 41 > incident-41.md
  tocsin export 41 --format json --out incident-41.json
`;

async function exportIncident(incident: string, options: ExportOptions): Promise<void> {
  const { format, out } = options;
  const { result } = await administer(options.data, { type: 'incident.export', incident, format });
  if (out === undefined) {
    if (options.json) printResult(true, result, '');
    else process.stdout.write(result.text);
    return;
  }
  const file = resolve(out);
  await writeFile(file, result.text).catch((error: unknown) => {
    const detail = error instanceof Error ? error.message : undefined;
    throw new TocsinError('file_unwritable', detail, { cause: error });
  });
  printResult(options.json, { file }, `The incident is in ${file}.`);
}
