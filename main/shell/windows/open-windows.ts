import type * as ElectronModule from 'electron';
import type { BrowserWindowConstructorOptions } from 'electron';
import type { Clock } from '../../clock.ts';
import type { PageKind } from '../../ipc/contract.ts';
import type { Sender } from '../../ipc/register.ts';
import type { Log } from '../../pager/ports.ts';
import type { Desktop } from '../desktop.ts';
import type { SettingsStore } from '../settings-store.ts';
import { appImage } from '../tray/image.ts';
import { restartAudioService } from '../system/audio-service.ts';
import { systemSound } from '../system/system-sound.ts';
import { AlertWindow } from './alert-window.ts';
import { makeWindow } from './make-window.ts';
import { Pages } from './pages.ts';
import type { BoundsKeeper } from './remembered-place.ts';
import { RoomWindows } from './room-windows.ts';
import { SoundWindow } from './sound-window.ts';
import { WindowRegister } from './window-register.ts';

export interface OpenWindowsOptions {
  electron: typeof ElectronModule;
  desktop: Desktop;
  store: SettingsStore;
  preload: string;
  clock: Clock;
  log: Log;
  onAlertCloseAsked(): void;
  /** The user looks at the alert window. */
  onAlertSeen(): void;
  onSoundGone(): void;
  /** A page that had loaded before it had anything to show has something now. */
  onPageReady(sender: Sender): void;
  onRoomClosed(incidentId: string): void;
  /** Null: the keyboard is in no room any more. */
  onRoomFocused(incidentId: string | null): void;
}

export interface OpenedWindows {
  windows: WindowRegister;
  pages: Pages;
  sound: SoundWindow;
  alert: AlertWindow;
}

/** The windows of the app, wired to Electron. */
export function openWindows(options: OpenWindowsOptions): OpenedWindows {
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
    onSeen: options.onAlertSeen,
  });
  const sound = new SoundWindow({
    make: (shape) => make('sound', shape),
    send: (order) => windows.push('sound:order', order),
    onGone: options.onSoundGone,
    clock,
    log,
    beep: () => shell.beep(),
    restartAudioService: () => restartAudioService(app, (pid) => process.kill(pid), log),
    askSystem: () => systemSound(process.platform),
  });
  const bounds: BoundsKeeper = {
    read: (name) => store.readBounds(name),
    write: (name, place) => store.writeBounds(name, place),
  };
  const pages = new Pages({ make, bounds, screen, clock, log });
  const rooms = new RoomWindows({
    make: (shape) => make('room', shape),
    bounds,
    screen,
    onClosed: options.onRoomClosed,
    onFocused: options.onRoomFocused,
    onAdopted: (incidentId) => options.onPageReady({ page: 'room', incidentId }),
    clock,
    log,
  });
  const windows = new WindowRegister({
    alertWindow: () => alert.current,
    sound,
    pages,
    rooms,
    theme: () => (isDark() ? 'dark' : 'light'),
    isChecking: process.env['TOCSIN_CHECK_PUSHES'] === '1',
  });
  nativeTheme.on('updated', () => {
    windows.pushTheme();
    // The ground of a window is as it was when it was made.
    rooms.spare.renew();
  });
  return { windows, pages, sound, alert };
}
