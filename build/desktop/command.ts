import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs a short command and returns what it printed. */
export async function output(
  command: string,
  commandArguments: string[],
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const { stdout } = await run(command, commandArguments, { env, timeout: 10_000 });
  return stdout.trim();
}

/** Whether a short command ends well and, when asked, prints what matches. */
export async function succeeds(
  command: string,
  commandArguments: string[],
  env: NodeJS.ProcessEnv,
  printed: RegExp = /(?:)/,
): Promise<boolean> {
  try {
    return printed.test(await output(command, commandArguments, env));
  } catch {
    return false;
  }
}
