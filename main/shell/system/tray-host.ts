import { execFile } from 'node:child_process';

/**
 * Whether the desktop shows tray icons. Stock GNOME does not without an extension
 * (electron/electron#10427); other desktops have a tray of one kind or the other.
 * @param ask runs a command and gives its output; rejects when it fails
 * @returns null when it does, otherwise what to do, in words
 */
export async function trayAdviceFor(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
  ask: (command: string, words: string[]) => Promise<string> = run,
): Promise<string | null> {
  if (platform !== 'linux' || !/gnome/i.test(env['XDG_CURRENT_DESKTOP'] ?? '')) return null;
  try {
    const answer = await ask('gdbus', [
      ...['call', '--session', '--dest', 'org.freedesktop.DBus'],
      ...['--object-path', '/org/freedesktop/DBus'],
      ...['--method', 'org.freedesktop.DBus.NameHasOwner', 'org.kde.StatusNotifierWatcher'],
    ]);
    if (answer.includes('true')) return null;
  } catch {
    // Nothing is known; the advice then does no harm.
  }
  return (
    'GNOME shows no tray icons by itself. Install the extension “AppIndicator and ' +
    'KStatusNotifierItem Support”, or open the board by starting Tocsin again.'
  );
}

function run(command: string, words: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, words, { timeout: 3_000 }, (error, output) =>
      error ? reject(new Error(`${command} failed`, { cause: error })) : resolve(output),
    );
  });
}
