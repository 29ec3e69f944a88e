/** What the app must know of the desktop that it runs on. */
export interface Desktop {
  platform: NodeJS.Platform;
  /** No window may place, raise or focus itself there. */
  isWayland: boolean;
}

/**
 * @param switchValue the value of a switch of Chromium on the command line, empty when not given
 */
export function readDesktop(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
  switchValue: (name: string) => string,
  chromiumMajor: number,
): Desktop {
  if (platform !== 'linux') return { platform, isWayland: false };
  const isSession = env['XDG_SESSION_TYPE'] === 'wayland' || Boolean(env['WAYLAND_DISPLAY']);
  const asked = switchValue('ozone-platform') || switchValue('ozone-platform-hint');
  // From Electron 38 (Chromium 140) on, Wayland is what a Wayland session gets unless asked.
  const isDefault = chromiumMajor >= 140;
  const isWanted = asked === 'wayland' || asked === 'auto' || (asked === '' && isDefault);
  return { platform, isWayland: isSession && isWanted };
}
