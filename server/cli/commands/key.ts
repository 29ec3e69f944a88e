import type { Command } from 'commander';
import { Option } from 'commander';
import type { Integration } from '../../desk/contract.ts';
import { senderKinds } from '../../protocol/alert.ts';
import { administer } from '../administer.ts';
import { ingestUrl } from '../addresses.ts';
import { withCommonOptions } from '../options.ts';
import type { CommonOptions } from '../options.ts';
import { formatTable, printResult } from '../output.ts';

type KeySender = Exclude<Integration['sender'], 'cli'>;

interface CreateOptions extends CommonOptions {
  sender: KeySender;
  service?: string;
  mapping?: string;
}

const kinds = senderKinds.filter((kind) => kind !== 'cli');

export function addKeyCommands(program: Command): void {
  const key = program.command('key').description('integration keys: how senders may reach the hub');
  withCommonOptions(key.command('create <name>'))
    .description('make a key, and print it and its address once')
    .addOption(new Option('--sender <kind>', 'what sends').choices(kinds).makeOptionMandatory())
    .option('--service <service>', 'service of all its alerts (default: as the sender says)')
    .option('--mapping <mapping>', 'mapping of the configuration, for --sender generic')
    .addHelpText('after', createExamples)
    .action(create);
  withCommonOptions(key.command('list'))
    .description('list the keys, the revoked ones too')
    .addHelpText('after', '\nExample:\n  tocsin key list\n')
    .action(list);
  withCommonOptions(key.command('revoke <name-or-id>'))
    .description('take a key back; its sender is refused from now on')
    .addHelpText('after', '\nExample:\n  tocsin key revoke production\n')
    .action(revoke);
}

const createExamples = `
Examples:
  tocsin key create production --sender alertmanager
  tocsin key create backups --sender generic --service backup --mapping nightly-backup
`;

async function create(name: string, options: CreateOptions): Promise<void> {
  const { sender, service = null, mapping = null } = options;
  const { result, publicUrl } = await administer(options.data, {
    type: 'key.create',
    name,
    sender,
    service,
    mapping,
  });
  const { integration, key } = result;
  const url = ingestUrl(publicUrl, integration.sender, key);
  const { id } = integration;
  const text = `Key      ${key}\nAddress  ${url}\n\nNeither is shown again.`;
  printResult(options.json, { id, name: integration.name, key, url }, text);
}

async function list(options: CommonOptions): Promise<void> {
  const { result } = await administer(options.data, { type: 'key.list' });
  const rows = result.integrations.map((one) => [
    one.name,
    one.sender,
    one.service ?? '',
    one.mapping ?? '',
    one.createdAt,
    one.revokedAt === null ? '' : `revoked ${one.revokedAt}`,
    one.id,
  ]);
  const heading = ['NAME', 'SENDER', 'SERVICE', 'MAPPING', 'MADE', 'STATE', 'ID'];
  printResult(options.json, result, formatTable([heading, ...rows]));
}

async function revoke(nameOrId: string, options: CommonOptions): Promise<void> {
  const { result } = await administer(options.data, { type: 'key.revoke', nameOrId });
  printResult(options.json, result, `Key ${result.integration.name} is revoked.`);
}
