import type { Configuration } from 'electron-builder';

export type Fuses = NonNullable<Configuration['electronFuses']>;

/** Every fuse has a decision: a new one in the type breaks the build until it has one too. */
type EveryFuse = Required<Fuses>;

export interface FuseCircumstances {
  /** Lets a debugger in, which Playwright needs. Never in a release. */
  isInspectable: boolean;
  electronMajor: number;
}

/** First Electron whose binary has the fuse. */
const grantFileProtocolSince = 29;

/** How Electron's fuses are set in a packaged app. */
export function electronFuses({ isInspectable, electronMajor }: FuseCircumstances): Fuses {
  const fuses: EveryFuse = {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: isInspectable,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
    // The packager signs afterwards.
    resetAdHocDarwinSignature: false,
  };
  if (electronMajor >= grantFileProtocolSince) return fuses;
  const { grantFileProtocolExtraPrivileges: _unknownThere, ...known } = fuses;
  return known;
}
