import type * as ElectronModule from 'electron';
import type { BrowserWindowConstructorOptions } from 'electron';
import type { Clock } from '../../clock.ts';
import type { PageKind } from '../../ipc/contract.ts';
import type { Log } from '../../pager/ports.ts';
import type { Desktop } from '../desktop.ts';
import type { SettingsStore } from '../settings-store.ts';
import { appImage } from '../tray/image.ts';
import { restartAudioService } from '../system/audio-service.ts';
import { AlertWindow } from './alert-window.ts';
import { makeWindow } from './make-window.ts';
import { Pages } from './pages.ts';

export interface OpenWindowsOptions {
  electron: typeof ElectronModule;
  desktop: Desktop;
  store: SettingsStore;
  preload: string;
  clock: Clock;
  log: Log;
  onAlertCloseAsked(): void;
  onSoundGone(): void;
}

/** The windows of the app, wired to Electron. */
export function openWindows(options: OpenWindowsOptions): { pages: Pages; alert: AlertWindow } {
  const { electron, desktop, store, preload, clock, log } = options;
  const { app, BrowserWindow, nativeTheme, powerMonitor, screen, shell } = electron;
  const isDark = () => nativeTheme.shouldUseDarkColors;
  // macOS and Windows take it from the app's package.
  const icon = process.platform === 'linux' ? appImage(electron.nativeImage) : null;
  const make = (page: PageKind, shape: BrowserWindowConstructorOptions) =>
    makeWindow({ BrowserWindow, preload, icon, isDark }, page, shape);
  const alert = new AlertWindow({
    make: (size) =>
      make('alert', {
        ...size,
        useContentSize: true,
        fullscreenable: false,
        maximizable: false,
        // Its page must have drawn the incident by the time it is shown.
        webPreferences: { backgroundThrottling: false },
      }),
    app,
    screen,
    powerMonitor,
    desktop,
    clock,
    log,
    onCloseAsked: options.onAlertCloseAsked,
  });
  const pages = new Pages({
    make,
    alertWindow: () => alert.current,
    bounds: {
      read: (page) => store.readBounds(page),
      write: (page, bounds) => store.writeBounds(page, bounds),
    },
    screen,
    theme: () => (isDark() ? 'dark' : 'light'),
    onSoundGone: options.onSoundGone,
    isChecking: process.env['TOCSIN_CHECK_PUSHES'] === '1',
    clock,
    log,
    beep: () => shell.beep(),
    restartAudioService: () => restartAudioService(app, (pid) => process.kill(pid), log),
  });
  nativeTheme.on('updated', () => pages.pushTheme());
  return { pages, alert };
}
