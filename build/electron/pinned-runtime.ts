import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const reachTimeoutMs = 4_000;
const fetchTimeoutMs = 10 * 60_000;

const electronFolder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));

export const pinnedVersion = (
  JSON.parse(readFileSync(join(electronFolder, 'package.json'), 'utf8')) as { version: string }
).version;

/** The folder of the pinned Electron's binary, if it has been fetched. */
export function findPinned(): { distFolder: string; executable: string } | null {
  const pathFile = join(electronFolder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const distFolder = join(electronFolder, 'dist');
  const executable = join(distFolder, readFileSync(pathFile, 'utf8').trim());
  return existsSync(executable) ? { distFolder, executable } : null;
}

/** Fetches the pinned Electron's binary as its package does, if its host answers. */
export async function fetchPinned(): Promise<boolean> {
  if (!(await canReachReleases())) return false;
  const child = spawn(process.execPath, [join(electronFolder, 'install.js')], {
    stdio: 'ignore',
    timeout: fetchTimeoutMs,
  });
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

async function canReachReleases(): Promise<boolean> {
  const mirror =
    process.env.ELECTRON_MIRROR ??
    process.env.npm_config_electron_mirror ??
    'https://github.com/electron/electron/releases/download/';
  try {
    const signal = AbortSignal.timeout(reachTimeoutMs);
    await fetch(`${mirror}v${pinnedVersion}/SHASUMS256.txt`, { method: 'HEAD', signal });
    return true;
  } catch {
    return false;
  }
}
