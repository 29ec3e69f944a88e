import type { Command } from 'commander';
import { Argument } from 'commander';
import type { IngestOutcome } from '../../domain/incoming.ts';
import { fitKey } from '../../ingest/dedup-key.ts';
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
      'what makes it the same alert when sent again (default: made from service and title)',
    )
    .option('--resolve', 'say that it is over')
    .addHelpText('after', examples)
    .action(send);
}

const examples = `
Examples:
  tocsin alert critical checkout "error ratio 7%"
  tocsin alert critical checkout "error ratio 7%" --resolve
  tocsin alert critical checkout "error ratio 9%" --key ratio
`;

async function send(
  severity: Severity,
  service: string,
  title: string,
  options: AlertOptions,
): Promise<void> {
  const action = options.resolve ? 'resolve' : 'fire';
  const { result, byHub } = await administer(options.data, {
    type: 'alert.send',
    severity,
    service,
    title,
    dedupKey: options.key ?? fitKey(`${service}: ${title}`),
    action,
  });
  const note = byHub ? '' : '\nNo hub runs here: laptops hear of it when one starts.';
  const text = `${inWords(result.outcome, action)} (key: ${result.dedupKey})${note}`;
  printResult(options.json, result, text);
}

/** What became of the alert, and what to do where that surprises. */
function inWords(outcome: IngestOutcome, action: 'fire' | 'resolve'): string {
  if (outcome.opened > 0) return 'opened: a new incident calls';
  if (outcome.joined > 0) return 'joined: part of an incident that its service has open';
  if (outcome.changed > 0) return 'changed: it fires already, with other words';
  if (outcome.resolved > 0) return 'resolved';
  return action === 'fire'
    ? 'unchanged: it fires already; --resolve ends it'
    : 'unchanged: no such alert fires';
}
