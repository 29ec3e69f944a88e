import { mkdirSync } from 'node:fs';
import type { app, crashReporter, protocol } from 'electron';
import type { Clock } from '../clock.ts';
import type { Log } from '../pager/ports.ts';
import { privilegedScheme } from '../security/app-protocol.ts';
import { hardenPages } from '../security/harden.ts';
import { enableSandbox } from '../security/sandbox.ts';
import { findLink, parseCommandLine } from './command-line.ts';
import type { CommandLine } from './command-line.ts';
import { surviveFaults } from './faults.ts';
import { openLog } from './log.ts';
import { claimSingleInstance } from './single-instance.ts';

export interface Electron {
  app: typeof app;
  crashReporter: typeof crashReporter;
  protocol: typeof protocol;
}

export interface PreparedApp {
  commandLine: CommandLine;
  profileFolder: string;
  log: Log;
  /** Tells of further starts and of links from outside, those before this call too. */
  onCalled(listener: (link: string | null) => void): void;
}

/** All that must be done before Electron is ready. Null: another instance has taken over. */
export function prepareApp(
  { app, crashReporter, protocol }: Electron,
  words: readonly string[],
  clock: Clock,
): PreparedApp | null {
  const commandLine = parseCommandLine(words, process.cwd());
  if (commandLine.profile !== null) {
    mkdirSync(commandLine.profile, { recursive: true, mode: 0o700 });
    app.setPath('userData', commandLine.profile);
  }
  const calls: (string | null)[] = [];
  let listener = (link: string | null): void => void calls.push(link);
  if (!claimSingleInstance(app, words, (link) => listener(link))) return null;
  app.on('open-url', (event, url) => {
    event.preventDefault();
    listener(findLink([url]));
  });

  const profileFolder = app.getPath('userData');
  mkdirSync(profileFolder, { recursive: true, mode: 0o700 });
  const log = openLog(profileFolder);
  surviveFaults(process, app, clock, log);
  // Dumps stay on this machine.
  crashReporter.start({ uploadToServer: false });
  app.setAppUserModelId('app.tocsin.Tocsin');
  protocol.registerSchemesAsPrivileged([privilegedScheme]);
  if (!enableSandbox(app)) log.warn({}, 'runs without the sandbox, as the command line says');
  app.commandLine.appendSwitch('autoplay-policy', 'no-user-gesture-required');
  // Chromium's audio service ends when nothing plays; the next sound starts it within the goal.
  app.commandLine.appendSwitch('audio-service-quit-timeout-ms', '10000');
  hardenPages(app);
  log.info({ version: app.getVersion(), electron: process.versions['electron'] }, 'start');
  return {
    commandLine,
    profileFolder,
    log,
    onCalled: (called) => {
      listener = called;
      for (const link of calls.splice(0)) called(link);
    },
  };
}
