import { resolve } from 'node:path';
import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import { readFault } from '../../fault.ts';
import type { Hub } from '../../hub-options.ts';
import { createLog, logLevels } from '../../log.ts';
import type { LogLevel } from '../../log.ts';
import { formatJoinLink, parseJoinLink } from '../../protocol/join.ts';
import { defaultListen } from '../administer.ts';
import { dataOption } from '../options.ts';

interface Listen {
  host: string;
  port: number;
}

interface HubCommandOptions {
  data: string;
  listen: Listen;
  config?: string;
  publicUrl?: string;
  logLevel: LogLevel;
}

/** A hub that cannot end in this time is ended without. */
const shutdownMs = 4_500;

export function addHubCommand(program: Command): void {
  program
    .command('hub')
    .description('run the hub; prints one line of JSON when it accepts work')
    .addOption(dataOption())
    .addOption(
      new Option('--listen <host:port>', 'address to listen on; port 0: any free one')
        .default(defaultListen, `${defaultListen.host}:${defaultListen.port}`)
        .argParser(parseListen),
    )
    .addOption(
      new Option(
        '--config <file>',
        'configuration, see docs/configuration.md; SIGHUP reads it again',
      ).argParser((value) => resolve(value)),
    )
    .addOption(
      new Option(
        '--public-url <url>',
        'address that devices and senders use (default: --listen)',
      ).argParser(parsePublicUrl),
    )
    .addOption(
      new Option('--log-level <level>', 'how much goes to the log, which is on standard error')
        .choices(logLevels)
        .default('info'),
    )
    .addHelpText('after', examples)
    .action(run);
}

const examples = `
SIGTERM and SIGINT answer what is under way, then end the hub. SIGHUP reads the configuration again.

Examples:
  tocsin hub --data ./data --listen 127.0.0.1:4949
  tocsin hub --listen 127.0.0.1:4949 --public-url https://tocsin.example.com --config hub.yaml
`;

async function run(options: HubCommandOptions): Promise<void> {
  const log = createLog(options.logLevel);
  // From the beginning: a signal during the start must not tear the hub down.
  const asked = untilAsked();
  // Loaded only here: the other commands are short, and should start quickly.
  const { startHub } = await import('../../hub.ts');
  const hub = await startHub({
    dataFolder: options.data,
    ...options.listen,
    configFile: options.config ?? null,
    publicUrl: options.publicUrl ?? null,
    log,
    fault: readFault(process.env['TOCSIN_FAULT']),
  });
  process.on('SIGHUP', () => {
    hub.reloadConfig().then(
      () => log.info('the configuration was read again'),
      (error: unknown) => log.error({ err: error }, 'the old configuration stays in force'),
    );
  });
  const { url, publicUrl } = hub;
  log.info({ url, publicUrl, data: options.data }, 'the hub accepts work');
  process.stdout.write(`${JSON.stringify({ ready: true, url, publicUrl })}\n`);
  await asked;
  await end(hub, log);
}

function untilAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}

async function end(hub: Hub, log: ReturnType<typeof createLog>): Promise<void> {
  // Fires only if something keeps the process alive until then.
  setTimeout(() => {
    log.error('the hub could not end in time');
    process.exit(0);
  }, shutdownMs).unref();
  await hub.close();
  log.info('the hub has ended');
}

function parseListen(value: string): Listen {
  const [, host, port] = /^(\[[0-9a-f:.]+\]|[^:\s]+):(\d{1,5})$/i.exec(value) ?? [];
  if (host === undefined || Number(port) > 65_535) {
    throw new InvalidArgumentError('Write HOST:PORT, e.g. 127.0.0.1:4949 or [::1]:4949.');
  }
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(port) };
}

function parsePublicUrl(value: string): string {
  const probe = formatJoinLink({ hub: value, code: 'x'.repeat(16) });
  const hub = parseJoinLink(probe)?.hub;
  if (hub === undefined) {
    throw new InvalidArgumentError('It must be https://…, or http:// on this machine only.');
  }
  return hub;
}
