import { basename } from 'node:path';
import type { RunbookVersion } from '../protocol/runbook.ts';
import { limits } from '../protocol/limits.ts';

/**
 * The runbooks of several folders in one list. What two folders both have under one path is named with
 * its folder; a file that is there twice is listed once.
 */
export function withOwnPaths(
  folders: readonly { path: string; versions: readonly RunbookVersion[] }[],
): RunbookVersion[] {
  const hashes = new Set<string>();
  const paths = new Set<string>();
  return folders.flatMap((folder) =>
    folder.versions.flatMap((version) => {
      if (hashes.has(version.hash)) return [];
      const names = [
        version.path,
        `${basename(folder.path)}/${version.path}`,
        `${folder.path}/${version.path}`,
      ];
      const path = names.find((name) => !paths.has(name)) ?? version.path;
      if (path.length > limits.runbookPathLength) return [];
      hashes.add(version.hash);
      paths.add(path);
      return [{ ...version, path }];
    }),
  );
}
