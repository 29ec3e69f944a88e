import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CommandError } from '../exit.ts';
import { repositoryFolder } from '../paths.ts';

const run = promisify(execFile);

/** The `tocsin` command line, run by this very Node. */
export const tocsinPath = join(repositoryFolder, 'server/cli/tocsin.ts');

/** Runs a `tocsin` command on the hub of `dataFolder` and returns its JSON. */
export async function tocsin<T>(dataFolder: string, ...words: string[]): Promise<T> {
  const commandArguments = [tocsinPath, ...words, '--data', dataFolder, '--json'];
  try {
    const { stdout } = await run(process.execPath, commandArguments);
    return JSON.parse(stdout) as T;
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim();
    throw new CommandError(`tocsin ${words.join(' ')} failed: ${said || String(error)}`);
  }
}
