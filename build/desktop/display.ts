import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { startLogged, waitFor } from '../child-process.ts';
import { succeeds } from './command.ts';

export interface Display {
  /** Value for `DISPLAY`. */
  name: string;
  children: ChildProcess[];
}

/** Starts a virtual X display with a window manager and a tray, and waits until both serve. */
export async function startDisplay(
  size: { widthPx: number; heightPx: number },
  logFile: string,
  env: NodeJS.ProcessEnv,
): Promise<Display> {
  const screen = `${size.widthPx}x${size.heightPx}x24`;
  const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', screen, '-nolisten', 'tcp'], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const number = await firstLine(server, 'Xvfb');
  const name = `:${number}`;
  const displayEnv = { ...env, DISPLAY: name };
  const windowManager = startLogged('openbox', [], logFile, displayEnv);
  await waitFor('the window manager', async () =>
    succeeds('xprop', ['-root', '_NET_SUPPORTING_WM_CHECK'], displayEnv, /window id # 0x/),
  );
  const tray = startLogged(
    'trayer',
    ['--edge', 'top', '--align', 'right', '--widthtype', 'request', '--height', '28'],
    logFile,
    displayEnv,
  );
  await waitFor('the tray', async () =>
    succeeds('xdotool', ['search', '--onlyvisible', '--class', 'trayer'], displayEnv),
  );
  return { name, children: [tray, windowManager, server] };
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
