import type { BrowserWindow, BrowserWindowConstructorOptions, Screen } from 'electron';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../pager/ports.ts';
import { bringToFront } from './bring-to-front.ts';
import { LastingWindow } from './lasting-window.ts';
import { isReachable } from './place.ts';
import { placedWindow } from './remembered-place.ts';
import type { BoundsKeeper } from './remembered-place.ts';

/** Pages that have one window at most, which the user opens and closes. */
export const openPages = ['board', 'reports', 'calendar', 'settings', 'join'] as const;
export type OpenPage = (typeof openPages)[number];

const shapes: Record<OpenPage, BrowserWindowConstructorOptions> = {
  board: { width: 1180, height: 760, minWidth: 480, minHeight: 400 },
  reports: { width: 1180, height: 800, minWidth: 640, minHeight: 480 },
  calendar: { width: 1180, height: 760, minWidth: 480, minHeight: 400 },
  settings: { width: 640, height: 760, minWidth: 420, minHeight: 400 },
  join: { width: 560, height: 520, minWidth: 420, minHeight: 360 },
};

export interface PagesOptions {
  make(page: OpenPage, options: BrowserWindowConstructorOptions): BrowserWindow;
  bounds: BoundsKeeper;
  screen: Pick<Screen, 'getAllDisplays'>;
  clock: Clock;
  log: Log;
}

/** The windows of board, reports, calendar, settings and joining. */
export class Pages {
  readonly #options: PagesOptions;
  readonly #open = new Map<OpenPage, LastingWindow>();
  readonly #remember = new Map<OpenPage, () => void>();

  constructor(options: PagesOptions) {
    this.#options = options;
  }

  windowOf(page: OpenPage): BrowserWindow | null {
    return this.#open.get(page)?.current ?? null;
  }

  /** Opens it, or brings it to the front. */
  open(page: OpenPage): void {
    const lasting = this.#open.get(page) ?? this.#lasting(page);
    const { current } = lasting;
    if (current === null) lasting.ensure();
    else bringToFront(current);
  }

  close(page: OpenPage): void {
    this.#open.get(page)?.close();
  }

  /** As the app ends. */
  closeAll(): void {
    for (const remember of this.#remember.values()) remember();
    for (const lasting of this.#open.values()) lasting.close();
  }

  #lasting(page: OpenPage): LastingWindow {
    const lasting = new LastingWindow({
      name: page,
      make: () => this.#make(page),
      onReplaced: () => undefined,
      onGone: () => undefined,
      clock: this.#options.clock,
      log: this.#options.log,
    });
    this.#open.set(page, lasting);
    return lasting;
  }

  /** Closed for good by its user, so that it rests nowhere. */
  #make(page: OpenPage): BrowserWindow {
    const { make, bounds, screen, clock } = this.#options;
    const areas = screen.getAllDisplays().map(({ workArea }) => workArea);
    const remembered = bounds.read(page);
    const placedAt = remembered !== null && isReachable(remembered, areas) ? remembered : null;
    const window = make(page, { ...shapes[page], ...placedAt });
    const { show, remember } = placedWindow(window, { name: page, placedAt, bounds, clock });
    window.once('ready-to-show', show);
    this.#remember.set(page, remember);
    return window;
  }
}
