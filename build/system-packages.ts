import { CommandError, exitCodes, runCommand, say } from './exit.ts';
import { catalogue } from './packages/catalogue.ts';
import type { Purpose } from './packages/catalogue.ts';
import { installPackages } from './packages/install.ts';
import { hasCommand, missingPackages } from './packages/missing.ts';

/**
 * Makes sure that the machine has what the purposes need: as root missing Debian packages are
 * installed, otherwise the line to type is the error.
 */
export function ensureSystemPackages(purposes: readonly Purpose[]): void {
  if (process.platform !== 'linux') return;
  const missing = missingPackages(purposes);
  if (missing.length === 0) return;
  const list = missing.join(' ');
  if (!hasCommand('apt-get')) {
    throw new CommandError(
      `This machine lacks what Debian calls: ${list}\nInstall their like and try again.`,
      exitCodes.missingPackages,
    );
  }
  if (process.getuid?.() !== 0) {
    throw new CommandError(
      `Debian packages are missing. Install them and try again:\n\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${list}\n`,
      exitCodes.missingPackages,
    );
  }
  say(`Installing from Debian: ${list}`);
  installPackages(missing);
  const still = missingPackages(purposes);
  if (still.length > 0) {
    throw new CommandError(
      `Installed, yet not usable: ${still.join(' ')}`,
      exitCodes.missingPackages,
    );
  }
}

function isPurpose(word: string): word is Purpose {
  return Object.hasOwn(catalogue, word);
}

if (import.meta.main) {
  // `node build/system-packages.ts client desktop senders`
  await runCommand(async () => {
    ensureSystemPackages(process.argv.slice(2).filter(isPurpose));
    return Promise.resolve();
  });
}
