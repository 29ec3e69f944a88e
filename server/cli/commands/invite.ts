import type { Command } from 'commander';
import { Option } from 'commander';
import { sides } from '../../protocol/identity.ts';
import type { Side } from '../../protocol/identity.ts';
import { formatJoinLink } from '../../protocol/join.ts';
import { administer } from '../administer.ts';
import { withCommonOptions } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { printResult } from '../output.ts';

interface InviteOptions extends CommonOptions {
  side?: Side;
}

export function addInviteCommand(program: Command): void {
  withCommonOptions(program.command('invite <person>'))
    .description('print a link with which one device of a person joins the hub')
    .addOption(
      new Option(
        '--side <side>',
        "which seat the person fills (default: that of the person's teams in the configuration)",
      ).choices(sides),
    )
    .addHelpText('after', examples)
    .action(invite);
}

const examples = `
Examples:
  tocsin invite "Ada Lovelace" --side developer
  tocsin invite ana
`;

async function invite(personName: string, options: InviteOptions): Promise<void> {
  const { side = null } = options;
  const { result, publicUrl } = await administer(options.data, {
    type: 'invite.create',
    personName,
    side,
  });
  const { person, code, expiresAt } = result;
  const link = formatJoinLink({ hub: publicUrl, code });
  const text = `${link}\n\nFor one device of ${person.name} (${person.side}), once, until ${expiresAt}.`;
  printResult(options.json, { link, person, expiresAt }, text);
}
