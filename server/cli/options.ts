import { resolve } from 'node:path';
import type { Command } from 'commander';
import { Option } from 'commander';
import envPaths from 'env-paths';

export interface CommonOptions {
  data: string;
  json?: boolean;
}

/** The data folder that is used when none is named: that of the user. */
export function defaultDataFolder(): string {
  return envPaths('tocsin', { suffix: '' }).data;
}

/** `--data` and `--json`, as on every command that concerns a hub. */
export function withCommonOptions(command: Command): Command {
  return command.addOption(dataOption()).option('--json', 'print JSON, for programs');
}

export function dataOption(): Option {
  return new Option('--data <dir>', 'data folder of the hub')
    .env('TOCSIN_DATA')
    .default(defaultDataFolder())
    .argParser((value) => resolve(value));
}
