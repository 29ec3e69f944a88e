import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { lastLines, stopGroup } from '../child-process.ts';
import { CommandError } from '../exit.ts';
import { tocsinPath } from './tocsin-command.ts';

const readyTimeoutMs = 30_000;

export interface RunningHub {
  child: ChildProcess;
  url: string;
  /** Address that laptops use. */
  publicUrl: string;
  logFile: string;
}

type Addresses = Pick<RunningHub, 'url' | 'publicUrl'>;

/** Starts a hub in a process group of its own and waits until it accepts work. */
export async function startHub(dataFolder: string, listen: string): Promise<RunningHub> {
  const logFile = join(dataFolder, 'hub.log');
  // What a hub that crashed had to say is still wanted after the next start.
  if (existsSync(logFile)) renameSync(logFile, join(dataFolder, 'hub.previous.log'));
  const log = openSync(logFile, 'w', 0o600);
  const child = spawn(
    process.execPath,
    [tocsinPath, 'hub', '--data', dataFolder, '--listen', listen],
    { detached: true, stdio: ['ignore', 'pipe', log] },
  );
  closeSync(log);
  try {
    return { child, ...(await untilReady(child)), logFile };
  } catch (error) {
    await stopGroup(child);
    const said = lastLines(logFile);
    throw new CommandError(`The hub did not start: ${String((error as Error).message)}\n${said}`);
  }
}

async function untilReady(child: ChildProcess): Promise<Addresses> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('it is silent')), readyTimeoutMs);
    const settle = (act: () => void) => {
      clearTimeout(timer);
      act();
    };
    child.once('error', (error) => settle(() => reject(error)));
    child.once('exit', (code) => settle(() => reject(new Error(`it ended with code ${code}`))));
    if (!child.stdout) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const message = parse(line);
      if (message?.ready === true) settle(() => resolve(message));
    });
  });
}

function parse(line: string): (Addresses & { ready: boolean }) | null {
  try {
    return JSON.parse(line) as Addresses & { ready: boolean };
  } catch {
    return null;
  }
}
