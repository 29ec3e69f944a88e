import type { Command } from 'commander';
import { administer } from '../administer.ts';
import { withCommonOptions } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { printResult } from '../output.ts';

interface DeployOptions extends CommonOptions {
  version?: string;
  by?: string;
  link?: string;
  at?: string;
}

export function addDeployCommand(program: Command): void {
  const command = program
    .command('deploy')
    .argument('<service>', 'what was deployed')
    .argument('<summary>', 'what is new, in one line');
  withCommonOptions(command)
    .description('note a deploy; incidents of the service show it')
    .option('--version <version>', 'what runs now')
    .option('--by <name>', 'who deployed')
    .option('--link <url>', 'where to read more')
    .option('--at <time>', 'when it happened, as 2026-11-23T03:00:00Z (default: now)')
    .addHelpText('after', examples)
    .action(deploy);
}

const examples = `
Example:
  tocsin deploy checkout "Retry payments" --version 4.2.0 --by ada
`;

async function deploy(service: string, summary: string, options: DeployOptions): Promise<void> {
  const { version = null, by = null, link, at = null } = options;
  const { result } = await administer(options.data, {
    type: 'deploy.record',
    deploy: {
      service,
      summary,
      version,
      by,
      link: link === undefined ? null : { href: link, text: 'Deploy' },
      at,
    },
  });
  printResult(options.json, result, `noted (id: ${result.deployId})`);
}
