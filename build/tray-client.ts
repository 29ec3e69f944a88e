import type { ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { buildApp } from './bundle/build-app.ts';
import { startLogged } from './child-process.ts';
import { ensureDesktopPackages } from './desktop/any-desktop.ts';
import type { AnyDesktop } from './desktop/any-desktop.ts';
import { resolveElectron } from './electron-runtime.ts';
import type { ElectronRuntime } from './electron-runtime.ts';
import { sandboxSwitches } from './electron/sandbox.ts';
import { say } from './exit.ts';
import { repositoryFolder } from './paths.ts';

export interface TrayClientOptions {
  desktop: AnyDesktop;
  runtime: ElectronRuntime;
  /** Everything that this client remembers. */
  profile: string;
  /** An invite to accept. */
  join?: string | undefined;
  /** Start in the tray only. */
  isHidden?: boolean;
  logFile: string;
}

/** Builds the app and finds an Electron for it, once the machine has what both need. */
export async function prepareTrayClient(): Promise<ElectronRuntime> {
  // First: what is missing should not show only after a long download.
  ensureDesktopPackages();
  const outcome = await buildApp();
  if (outcome.status === 'built') say(`Built the desktop app in ${outcome.tookMs} ms.`);
  return resolveElectron(say);
}

/** Starts the tray client in a process group of its own. */
export function startTrayClient(options: TrayClientOptions): ChildProcess {
  const { desktop, runtime, profile, join, isHidden, logFile } = options;
  mkdirSync(profile, { recursive: true });
  rmSync(logFile, { force: true });
  return startLogged(
    runtime.executable,
    [
      repositoryFolder,
      ...sandboxSwitches(runtime.distFolder),
      // Drawing by software in a process of its own takes a whole processor.
      ...(desktop.virtual ? ['--disable-gpu'] : []),
      ...['--profile', profile],
      ...(join === undefined ? [] : ['--join', join]),
      ...(isHidden ? ['--hidden'] : []),
    ],
    logFile,
    desktop.env,
  );
}
