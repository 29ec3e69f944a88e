import type { ChildProcess } from 'node:child_process';
import { startLogged, waitFor } from '../child-process.ts';
import { succeeds } from './command.ts';

/**
 * Puts a file's contents into the clipboard as another program would: that program keeps them, and
 * gives them to whoever pastes, until something else is copied.
 * @param target X11's name of the form, such as `image/png` or `UTF8_STRING`
 */
export async function copyFile(
  file: string,
  target: string,
  logFile: string,
  env: NodeJS.ProcessEnv,
): Promise<ChildProcess> {
  const clipboard = ['-selection', 'clipboard'];
  const owner = startLogged('xclip', ['-quiet', ...clipboard, '-t', target, file], logFile, env);
  const question = ['-out', ...clipboard, '-t', 'TARGETS'];
  await waitFor('the clipboard to be filled', () =>
    succeeds('xclip', question, env, new RegExp(`^${target}$`, 'm')),
  );
  return owner;
}
