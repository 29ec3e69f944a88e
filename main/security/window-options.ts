import type { WebPreferences } from 'electron';

/**
 * Options of every window. Those that are Electron's defaults are written out, so that neither a
 * new default nor an edit can weaken them unseen.
 * @see https://www.electronjs.org/docs/latest/tutorial/security (2, 3, 4, 6, 8, 9, 10, 11)
 */
export function securePreferences(preload: string) {
  return {
    preload,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    contextIsolation: true,
    sandbox: true,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    autoplayPolicy: 'no-user-gesture-required',
    spellcheck: false,
  } as const satisfies WebPreferences;
}

const required: Partial<Record<keyof WebPreferences, unknown>> = {
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  contextIsolation: true,
  sandbox: true,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
};

const forbidden = ['enableBlinkFeatures', 'additionalArguments', 'session', 'partition'] as const;

/**
 * Checks the options right before a window is made of them.
 * @throws Error naming the option that would weaken the window
 */
export function assertSecureWindow(options: { webPreferences?: WebPreferences }): void {
  const preferences = options.webPreferences ?? {};
  for (const [name, value] of Object.entries(required)) {
    if (preferences[name as keyof WebPreferences] !== value) {
      throw new Error(`A window must have ${name}: ${String(value)}.`);
    }
  }
  for (const name of forbidden) {
    if (preferences[name] !== undefined) throw new Error(`A window must not set ${name}.`);
  }
}
