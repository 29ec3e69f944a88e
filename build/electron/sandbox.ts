import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The switches without which Chromium refuses to start here: root, and systems without user
 * namespaces, cannot have its sandbox. For development only; nothing shipped turns it off.
 */
export function sandboxSwitches(distFolder: string): string[] {
  if (process.platform !== 'linux') return [];
  const canSandbox = process.getuid?.() !== 0 && (hasUserNamespaces() || isSetUid(distFolder));
  return canSandbox ? [] : ['--no-sandbox'];
}

function hasUserNamespaces(): boolean {
  return (
    spawnSync('unshare', ['--user', '--map-root-user', 'true'], { stdio: 'ignore' }).status === 0
  );
}

function isSetUid(distFolder: string): boolean {
  const stats = statSync(join(distFolder, 'chrome-sandbox'), { throwIfNoEntry: false });
  return stats !== undefined && stats.uid === 0 && (stats.mode & 0o4000) !== 0;
}
