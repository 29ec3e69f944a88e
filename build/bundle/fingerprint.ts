import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A digest of all files below the given paths, by name and content; tests do not count. */
export function fingerprint(folder: string, paths: string[]): string {
  const digest = createHash('sha256');
  for (const file of paths.flatMap((path) => filesBelow(folder, path)).sort()) {
    digest
      .update(`${file}\0`)
      .update(readFileSync(join(folder, file)))
      .update('\0');
  }
  return digest.digest('hex');
}

function filesBelow(folder: string, path: string): string[] {
  const stats = statSync(join(folder, path), { throwIfNoEntry: false });
  if (!stats) return [];
  if (!stats.isDirectory()) return path.endsWith('.test.ts') ? [] : [path];
  return readdirSync(join(folder, path)).flatMap((name) => filesBelow(folder, `${path}/${name}`));
}
