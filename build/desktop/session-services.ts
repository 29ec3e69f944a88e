import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { startLogged, waitFor } from '../child-process.ts';
import { succeeds } from './command.ts';
import { firstLine } from './display.ts';

export interface SessionBus {
  /** Value for `DBUS_SESSION_BUS_ADDRESS`. */
  address: string;
  child: ChildProcess;
}

/** Starts a D-Bus session of its own. */
export async function startSessionBus(
  runtimeFolder: string,
  env: NodeJS.ProcessEnv,
): Promise<SessionBus> {
  const child = spawn(
    'dbus-daemon',
    [
      '--session',
      '--nofork',
      '--print-address=1',
      `--address=unix:path=${join(runtimeFolder, 'bus')}`,
    ],
    { detached: true, env, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  return { address: await firstLine(child, 'dbus-daemon'), child };
}

/** Starts a notification daemon: toasts appear on the display and are remembered. */
export async function startNotificationDaemon(
  logFile: string,
  env: NodeJS.ProcessEnv,
): Promise<ChildProcess> {
  const child = startLogged('dunst', [], logFile, env);
  await waitForBusName('org.freedesktop.Notifications', env);
  return child;
}

/** Starts a keychain and unlocks it; an empty password would open a prompt and block everything. */
export async function startKeychain(env: NodeJS.ProcessEnv): Promise<ChildProcess> {
  const child = spawn(
    'gnome-keyring-daemon',
    ['--foreground', '--unlock', '--components=secrets'],
    {
      detached: true,
      env,
      stdio: ['pipe', 'ignore', 'ignore'],
    },
  );
  child.stdin.end('virtual-desktop');
  await waitForBusName('org.freedesktop.secrets', env);
  return child;
}

async function waitForBusName(name: string, env: NodeJS.ProcessEnv): Promise<void> {
  const question = [
    '--session',
    '--dest=org.freedesktop.DBus',
    '--print-reply',
    '/org/freedesktop/DBus',
    'org.freedesktop.DBus.NameHasOwner',
    `string:${name}`,
  ];
  await waitFor(name, async () => succeeds('dbus-send', question, env, /boolean true/));
}
