import type { NativeImage, nativeImage as nativeImageModule } from 'electron';
import { drawAppIcon } from './app-icon.ts';
import { drawTrayIcon } from './icon.ts';
import type { Panel, TrayIcon } from './icon.ts';
import { encodePng } from './png.ts';

export interface TrayImageOptions {
  nativeImage: Pick<typeof nativeImageModule, 'createEmpty' | 'createFromBuffer'>;
  platform: NodeJS.Platform;
  /** The largest scale among the displays; Linux trays take one bitmap for all. */
  largestScale: number;
  isPanelDark: boolean;
}

/** The icon in all the sizes that the desktop may ask for. */
export function trayImage(icon: TrayIcon, options: TrayImageOptions): NativeImage {
  const { nativeImage, platform, largestScale, isPanelDark } = options;
  const panel: Panel = platform === 'darwin' ? 'template' : isPanelDark ? 'dark' : 'light';
  const png = (sizePx: number) => encodePng(drawTrayIcon(icon, panel, sizePx), sizePx);
  if (platform === 'linux') return nativeImage.createFromBuffer(png(Math.ceil(22 * largestScale)));
  const image = nativeImage.createEmpty();
  const scales = platform === 'darwin' ? [1, 2] : [1, 1.25, 1.5, 2];
  for (const scaleFactor of scales) {
    image.addRepresentation({ scaleFactor, buffer: png(16 * scaleFactor) });
  }
  if (platform === 'darwin') image.setTemplateImage(true);
  return image;
}

/** The app's own icon, for its windows. */
export function appImage(nativeImage: Pick<typeof nativeImageModule, 'createFromBuffer'>) {
  return nativeImage.createFromBuffer(encodePng(drawAppIcon(64), 64));
}

/** GNOME's panel is dark whatever the theme; elsewhere it mostly follows the theme. */
export function isPanelDark(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
  isThemeDark: boolean,
): boolean {
  const isGnome = /gnome|unity/i.test(env['XDG_CURRENT_DESKTOP'] ?? '');
  return (platform === 'linux' && isGnome) || isThemeDark;
}
