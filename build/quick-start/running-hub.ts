import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../exit.ts';

const answerTimeoutMs = 2_000;

/**
 * Stops a second quick start before it has done anything.
 * @throws CommandError when a hub runs on the data folder
 */
export async function refuseIfRunning(dataFolder: string): Promise<void> {
  const hub = readRecord(dataFolder);
  if (!hub || !(await answers(hub.url))) return;
  throw new CommandError(
    `Tocsin runs already: a hub at ${hub.url} (process ${hub.pid}) with the data in ${dataFolder}\n` +
      'Use it, or stop it: Ctrl-C in its terminal. "npm run client" starts further laptops; ' +
      'TOCSIN_DATA=DIR npm start -- --listen HOST:PORT a second hub.',
  );
}

interface HubRecord {
  url: string;
  pid: number;
}

function readRecord(dataFolder: string): HubRecord | null {
  try {
    const text = readFileSync(join(dataFolder, 'hub.json'), 'utf8');
    const { url, pid } = JSON.parse(text) as { url?: string; pid?: number | null };
    return url !== undefined && typeof pid === 'number' && isAlive(pid) ? { url, pid } : null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** After a crash another process may have the number of the hub; that one does not answer. */
async function answers(url: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(answerTimeoutMs);
    return (await fetch(new URL('/healthz', url), { signal })).ok;
  } catch {
    return false;
  }
}
