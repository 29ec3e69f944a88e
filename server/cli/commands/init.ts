import { stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { exampleConfig } from '../../config/example.ts';
import { TocsinError } from '../../protocol/errors.ts';
import { printResult } from '../output.ts';

/** Unless a file is named. */
const usualName = 'hub.yaml';

export function addInitCommand(program: Command): void {
  program
    .command('init [path]')
    .description('write an example configuration, with comments; never over another file')
    .option('--json', 'print JSON, for programs')
    .addHelpText('after', examples)
    .action(init);
}

const examples = `
PATH is a folder, in which hub.yaml is written, or the file to write. Default: this folder.

Examples:
  tocsin init
  tocsin init /etc/tocsin/hub.yaml
`;

async function init(path: string | undefined, { json }: { json?: boolean }): Promise<void> {
  const place = resolve(path ?? '.');
  const file = (await isFolder(place)) ? join(place, usualName) : place;
  try {
    // Only if there is none, seen and done in one step.
    await writeFile(file, exampleConfig, { flag: 'wx' });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const detail = code === 'EEXIST' ? `${file} is there already; it stays as it is.` : message;
    throw new TocsinError('file_unwritable', detail, { cause: error });
  }
  const next = `  tocsin check ${file}\n  tocsin hub --config ${file}`;
  printResult(json, { file }, `An example is in ${file}. Change it, then:\n${next}`);
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
