import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { catalogue } from './catalogue.ts';
import type { Probe, Purpose } from './catalogue.ts';

/** Names of the packages whose contents this machine lacks. */
export function missingPackages(purposes: readonly Purpose[]): string[] {
  const libraries = listLibraries();
  return purposes
    .flatMap((purpose) => Object.entries(catalogue[purpose]))
    .filter(([, probe]) => !isPresent(probe, libraries))
    .map(([name]) => name);
}

function isPresent(probe: Probe, libraries: string): boolean {
  if ('commands' in probe) return probe.commands.every(hasCommand);
  if ('library' in probe) return libraries.includes(`\t${probe.library} `);
  return existsSync(probe.filesBelow) && readdirSync(probe.filesBelow).length > 0;
}

/** Whether a program can be started by its name. */
export function hasCommand(name: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function listLibraries(): string {
  try {
    return execFileSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' });
  } catch {
    return '';
  }
}
