import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { startLogged, waitFor } from '../child-process.ts';
import { succeeds } from './command.ts';

/**
 * Starts a virtual X display with a window manager and a tray, and waits until both serve.
 * What was started is added to `children`, also when it fails. Returns the value for `DISPLAY`.
 */
export async function startDisplay(
  size: { widthPx: number; heightPx: number },
  logFile: string,
  env: NodeJS.ProcessEnv,
  children: ChildProcess[],
): Promise<string> {
  const screen = `${size.widthPx}x${size.heightPx}x24`;
  // Without -noreset it starts anew whenever its last client leaves, and refuses those who come.
  const options = ['-displayfd', '1', '-screen', '0', screen, '-nolisten', 'tcp', '-noreset'];
  const server = spawn('Xvfb', options, { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  children.unshift(server);
  const number = await firstLine(server, 'Xvfb');
  const name = `:${number}`;
  const displayEnv = { ...env, DISPLAY: name };
  const windowManager = startLogged('openbox', [], logFile, displayEnv);
  children.unshift(windowManager);
  await waitFor('the window manager', async () =>
    succeeds('xprop', ['-root', '_NET_SUPPORTING_WM_CHECK'], displayEnv, /window id # 0x/),
  );
  const tray = startLogged(
    'trayer',
    ['--edge', 'top', '--align', 'right', '--widthtype', 'request', '--height', '28'],
    logFile,
    displayEnv,
  );
  children.unshift(tray);
  // An empty tray may be unmapped, so that being visible is no sign of being ready.
  await waitFor('the tray', async () =>
    succeeds('xdotool', ['search', '--class', 'trayer'], displayEnv),
  );
  return name;
}

/** The first line that a program prints once it is ready. */
export async function firstLine(child: ChildProcess, what: string): Promise<string> {
  const output = child.stdout;
  if (!output) throw new Error(`${what} has no output to read.`);
  return new Promise((resolve, reject) => {
    createInterface({ input: output }).once('line', resolve);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${what} ended with code ${code}.`)));
  });
}
