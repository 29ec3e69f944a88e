import type { BrowserWindow, BrowserWindowConstructorOptions, NativeImage } from 'electron';
import type { PageKind } from '../../ipc/contract.ts';
import { appUrl } from '../../security/app-origin.ts';
import { assertSecureWindow, securePreferences } from '../../security/window-options.ts';

type WindowClass = new (options: BrowserWindowConstructorOptions) => BrowserWindow;

export interface WindowMaker {
  BrowserWindow: WindowClass;
  /** File of the preload script. */
  preload: string;
  /** Null where the system takes the icon from the app's package. */
  icon: NativeImage | null;
  isDark(): boolean;
}

const titles: Record<PageKind, string> = {
  alert: 'Tocsin alert',
  board: 'Tocsin board',
  room: 'Tocsin room',
  reports: 'Tocsin reports',
  calendar: 'Tocsin calendar',
  settings: 'Tocsin settings',
  join: 'Tocsin: join a hub',
  sound: 'Tocsin sound',
};

/** The one place where windows are made: hidden, secure, showing one of our pages. */
export function makeWindow(
  maker: WindowMaker,
  page: PageKind,
  options: BrowserWindowConstructorOptions,
): BrowserWindow {
  const complete: BrowserWindowConstructorOptions = {
    show: false,
    title: titles[page],
    backgroundColor: maker.isDark() ? '#14161a' : '#ffffff',
    autoHideMenuBar: true,
    ...(maker.icon !== null && { icon: maker.icon }),
    ...options,
    webPreferences: { ...securePreferences(maker.preload), ...options.webPreferences },
  };
  assertSecureWindow(complete);
  const window = new maker.BrowserWindow(complete);
  // The title is how window managers and people tell the windows apart.
  window.on('page-title-updated', (event) => event.preventDefault());
  // A failed load is reported by its own event.
  window.loadURL(appUrl(`${page}/index.html`)).catch(() => undefined);
  return window;
}
