import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const pollMs = 100;
/** A lock whose holder never got to write its number is of a process that died at once. */
const nameLessGraceMs = 5_000;

/** Runs `work` while no other process runs anything under the same lock folder. */
export async function withFolderLock<T>(lockFolder: string, work: () => Promise<T>): Promise<T> {
  while (!tryLock(lockFolder)) {
    if (isAbandoned(lockFolder)) rmSync(lockFolder, { recursive: true, force: true });
    else await delay(pollMs);
  }
  try {
    return await work();
  } finally {
    rmSync(lockFolder, { recursive: true, force: true });
  }
}

function tryLock(lockFolder: string): boolean {
  try {
    mkdirSync(lockFolder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  writeFileSync(join(lockFolder, 'pid'), String(process.pid));
  return true;
}

function isAbandoned(lockFolder: string): boolean {
  try {
    const pid = Number(readFileSync(join(lockFolder, 'pid'), 'utf8'));
    if (pid > 0) return !isAlive(pid);
  } catch {
    // Not written yet, or just removed.
  }
  const stats = statSync(lockFolder, { throwIfNoEntry: false });
  return stats !== undefined && Date.now() - stats.mtimeMs > nameLessGraceMs;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
