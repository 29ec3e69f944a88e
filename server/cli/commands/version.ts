import type { Command } from 'commander';
import { subprotocol } from '../../protocol/frames.ts';
import { readVersion } from '../../version.ts';
import { printResult } from '../output.ts';

export function addVersionCommand(program: Command): void {
  program
    .command('version')
    .description('print the version, and that of the protocol')
    .option('--json', 'print JSON, for programs')
    .addHelpText('after', '\nExample:\n  tocsin version --json\n')
    .action(({ json }: { json?: boolean }) => {
      const version = readVersion();
      printResult(json, { version, protocol: subprotocol }, `tocsin ${version} (${subprotocol})`);
    });
}
