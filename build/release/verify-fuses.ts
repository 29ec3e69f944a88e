import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { CommandError } from '../exit.ts';
import type { Fuses } from './fuses.ts';

const positions: Record<Exclude<keyof Fuses, 'resetAdHocDarwinSignature'>, FuseV1Options> = {
  runAsNode: FuseV1Options.RunAsNode,
  enableCookieEncryption: FuseV1Options.EnableCookieEncryption,
  enableNodeOptionsEnvironmentVariable: FuseV1Options.EnableNodeOptionsEnvironmentVariable,
  enableNodeCliInspectArguments: FuseV1Options.EnableNodeCliInspectArguments,
  enableEmbeddedAsarIntegrityValidation: FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
  onlyLoadAppFromAsar: FuseV1Options.OnlyLoadAppFromAsar,
  loadBrowserProcessSpecificV8Snapshot: FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
  grantFileProtocolExtraPrivileges: FuseV1Options.GrantFileProtocolExtraPrivileges,
};

/** Reads the fuses of a packaged executable back. @throws CommandError if one is not as wanted */
export async function verifyFuses(executable: string, wanted: Fuses): Promise<void> {
  const wire = await getCurrentFuseWire(executable);
  for (const [name, position] of Object.entries(positions)) {
    const isWanted = wanted[name as keyof typeof positions];
    if (isWanted === undefined) continue;
    const isOn = wire[position] === FuseState.ENABLE;
    if (isOn !== isWanted) {
      throw new CommandError(`The fuse ${name} of ${executable} is ${isOn ? 'on' : 'off'}.`);
    }
  }
}
