import type * as ElectronModule from 'electron';
import type { Clock } from '../../clock.ts';
import { isPanelDark, trayImage } from './image.ts';
import type { TrayMenuActions } from './menu.ts';
import { TrayBell } from './tray.ts';

export interface OpenTrayOptions {
  electron: typeof ElectronModule;
  actions: TrayMenuActions;
  onClick(): void;
  clock: Clock;
}

/** The tray icon, wired to Electron. It appears with its first state. */
export function openTray({ electron, actions, onClick, clock }: OpenTrayOptions): TrayBell {
  const { Menu, Tray, nativeImage, nativeTheme, screen } = electron;
  const { platform } = process;
  const bell = new TrayBell({
    create: (image) => new Tray(image),
    draw: (icon) =>
      trayImage(icon, {
        nativeImage,
        platform,
        largestScale: Math.max(1, ...screen.getAllDisplays().map(({ scaleFactor }) => scaleFactor)),
        isPanelDark: isPanelDark(platform, process.env, nativeTheme.shouldUseDarkColors),
      }),
    buildMenu: (template) => Menu.buildFromTemplate(template),
    actions,
    onClick,
    platform,
    clock,
  });
  const redraw = () => bell.redraw();
  nativeTheme.on('updated', redraw);
  screen.on('display-metrics-changed', redraw);
  return bell;
}
