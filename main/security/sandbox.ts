import type { App } from 'electron';

/**
 * Puts every renderer into Chromium's sandbox. Call before the app is ready.
 *
 * `--no-sandbox` on the command line (the only way to run as root) would be undone for the child
 * processes alone, which then refuse to start; so whoever gave it gets it, and the log says so.
 * @returns whether the sandbox is on
 * @see https://www.electronjs.org/docs/latest/tutorial/security (4)
 */
export function enableSandbox(app: Pick<App, 'enableSandbox' | 'commandLine'>): boolean {
  if (app.commandLine.hasSwitch('no-sandbox')) return false;
  app.enableSandbox();
  return true;
}
