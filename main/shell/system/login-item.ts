import { mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'electron';

export interface LoginItemOptions {
  app: Pick<App, 'setLoginItemSettings' | 'isPackaged'>;
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
  executable: string;
  /** Folder of a profile that is not the usual one; null: the usual one. */
  profileFolder: string | null;
}

const desktopFileName = 'app.tocsin.Tocsin.desktop';

/**
 * Starts the app, in the tray, when its user logs in, or no longer. Electron does so on macOS and
 * Windows alone (electron/electron#15198); on Linux it is a file of the freedesktop standard.
 * An app that is run from its sources is not entered: its place on disk will not last.
 * @throws Error when the file cannot be written
 */
export async function setLoginItem(isOn: boolean, options: LoginItemOptions): Promise<void> {
  const { app, platform, env } = options;
  if (!app.isPackaged) return;
  if (platform !== 'linux') {
    app.setLoginItemSettings({ openAtLogin: isOn, args: loginArguments(options.profileFolder) });
    return;
  }
  const folder = join(env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'autostart');
  const file = join(folder, desktopFileName);
  if (!isOn) {
    await rm(file, { force: true });
    return;
  }
  await mkdir(folder, { recursive: true });
  await writeFile(file, autostartEntry(options));
}

/** The autostart entry, as the Desktop Entry Specification wants it. */
export function autostartEntry(options: Omit<LoginItemOptions, 'app' | 'platform'>): string {
  // An AppImage runs from a mount that is gone by the next login.
  const executable = options.env['APPIMAGE'] || options.executable;
  const command = [executable, ...loginArguments(options.profileFolder)].map(quoteArgument);
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Tocsin',
    'Comment=Rings when an incident calls you',
    `Exec=${command.join(' ')}`,
    'Icon=app.tocsin.Tocsin',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    '',
  ].join('\n');
}

function loginArguments(profileFolder: string | null): string[] {
  return ['--hidden', ...(profileFolder === null ? [] : ['--profile', profileFolder])];
}

/** Quotes for `Exec`: reserved characters twice over, as the value is itself a string. */
function quoteArgument(argument: string): string {
  if (/^[\w@/.:=+-]+$/.test(argument)) return argument;
  const escaped = argument.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%');
  return `"${escaped.replaceAll('\\', '\\\\')}"`;
}
