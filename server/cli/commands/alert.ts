import type { Command } from 'commander';
import { Argument } from 'commander';
import { severities } from '../../protocol/severity.ts';
import type { Severity } from '../../protocol/severity.ts';
import { administer } from '../administer.ts';
import { withCommonOptions } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { printResult } from '../output.ts';

interface AlertOptions extends CommonOptions {
  key?: string;
  resolve?: boolean;
}

export function addAlertCommand(program: Command): void {
  const command = program
    .command('alert')
    .addArgument(new Argument('<severity>').choices(severities))
    .argument('<service>', 'what breaks')
    .argument('<title>', 'what is wrong, in one line');
  withCommonOptions(command)
    .description('send an alert from the command line')
    .option(
      '--key <key>',
      'what makes it the same alert when sent again (default: made from the text)',
    )
    .option('--resolve', 'say that it is over')
    .addHelpText('after', examples)
    .action(send);
}

const examples = `
Examples:
  tocsin alert critical checkout "error ratio 7%"
  tocsin alert critical checkout "error ratio 7%" --key ratio
  tocsin alert critical checkout "error ratio 7%" --key ratio --resolve
`;

async function send(
  severity: Severity,
  service: string,
  title: string,
  options: AlertOptions,
): Promise<void> {
  const { result } = await administer(options.data, {
    type: 'alert.send',
    severity,
    service,
    title,
    dedupKey: options.key ?? null,
    action: options.resolve ? 'resolve' : 'fire',
  });
  const { outcome, dedupKey } = result;
  const done = Object.entries(outcome).filter(([, count]) => Number(count) > 0);
  const words = done.map(([word]) => word).join(', ');
  printResult(options.json, result, `${words} (key ${dedupKey})`);
}
