import type { BrowserWindow, BrowserWindowConstructorOptions, Screen } from 'electron';
import { assertPush } from '../../ipc/pushes.ts';
import type { PageKind, PayloadOf, PushChannel } from '../../ipc/contract.ts';
import { pushTargets } from '../../ipc/pushes.ts';
import type { Clock } from '../../clock.ts';
import type { Log, SoundPort, WindowsPort } from '../../pager/ports.ts';
import type { SoundOrder } from '../../ipc/views.ts';
import type { WindowBounds } from '../settings-store.ts';
import { Frame } from './frame.ts';
import { LastingWindow } from './lasting-window.ts';
import { isReachable } from './place.ts';

type OpenPage = 'board' | 'settings' | 'join';

const shapes: Record<OpenPage, BrowserWindowConstructorOptions> = {
  board: { width: 1180, height: 760, minWidth: 480, minHeight: 400 },
  settings: { width: 640, height: 760, minWidth: 420, minHeight: 400 },
  join: { width: 560, height: 520, minWidth: 420, minHeight: 360 },
};

export interface PagesOptions {
  make(page: PageKind, options: BrowserWindowConstructorOptions): BrowserWindow;
  alertWindow(): BrowserWindow | null;
  bounds: {
    read(page: OpenPage): WindowBounds | null;
    write(page: OpenPage, bounds: WindowBounds): void;
  };
  screen: Pick<Screen, 'getAllDisplays'>;
  theme(): 'dark' | 'light';
  /** The sound page died: silence until the new one plays. */
  onSoundGone(): void;
  /** Checks each push against the contract; for development. */
  isChecking: boolean;
  clock: Clock;
  log: Log;
  beep(): void;
  /** Chromium's audio service does not find a sound server again by itself. */
  restartAudioService(): void;
}

/** A page that spoke this lately is alive; then only the audio service below it may be at fault. */
const soundPageAliveMs = 4_000;
/** The page waits some seconds before it opens a new output; a restart in between would be in vain. */
const audioRestartEveryMs = 9_000;

/** All windows by their page: opens them, pushes to them, and knows which is which. */
export class Pages implements WindowsPort, SoundPort {
  readonly #options: PagesOptions;
  readonly #open = new Map<OpenPage, LastingWindow>();
  readonly #sound: LastingWindow;
  #lastOrder: SoundOrder | null = null;
  #soundSpokeAt = 0;
  #audioRestartedAt = -Infinity;

  constructor(options: PagesOptions) {
    this.#options = options;
    this.#sound = new LastingWindow({
      name: 'sound',
      // The page plays while nobody sees it, so it must not be slowed down.
      make: () =>
        options.make('sound', {
          width: 200,
          height: 100,
          webPreferences: { backgroundThrottling: false },
        }),
      onReplaced: () => undefined,
      onGone: () => options.onSoundGone(),
      clock: options.clock,
      log: options.log,
    });
  }

  /** Loads the sound page, which is never shown. */
  prepareSound(): void {
    this.#sound.ensure();
  }

  order(order: SoundOrder): void {
    this.#lastOrder = order;
    this.push('sound:order', order);
  }

  restart(): void {
    const now = this.#options.clock.now();
    if (now - this.#audioRestartedAt >= audioRestartEveryMs) {
      this.#audioRestartedAt = now;
      this.#options.restartAudioService();
    }
    if (now - this.#soundSpokeAt >= soundPageAliveMs) {
      this.#soundSpokeAt = now;
      this.#sound.restart();
    }
  }

  /** The sound page said something: it is alive. */
  soundSpoke(): void {
    this.#soundSpokeAt = this.#options.clock.now();
  }

  beep(): void {
    this.#options.beep();
  }

  isOpen(page: PageKind): boolean {
    return this.#windowOf(page) !== null;
  }

  push<C extends PushChannel>(channel: C, payload: PayloadOf<C>): void {
    for (const page of pushTargets(channel)) {
      const window = this.#windowOf(page);
      if (window === null) continue;
      if (this.#options.isChecking) assertPush(page, channel, payload);
      window.webContents.send(channel, payload);
    }
  }

  open(page: OpenPage): void {
    const lasting = this.#open.get(page) ?? this.#lasting(page);
    const isNew = lasting.current === null;
    const window = lasting.ensure();
    if (!isNew) bringToFront(window);
  }

  /** The page has drawn its first view: what it missed is pushed again. */
  pageReady(page: PageKind): void {
    if (page === 'sound' && this.#lastOrder !== null) this.push('sound:order', this.#lastOrder);
    if (page !== 'sound') this.pushTheme();
  }

  pushTheme(): void {
    this.push('page:theme', this.#options.theme());
  }

  close(page: OpenPage): void {
    this.#open.get(page)?.close();
  }

  closeAll(): void {
    for (const lasting of [...this.#open.values(), this.#sound]) lasting.close();
  }

  /** Which page the web contents show; null: none that we made. */
  pageOf(contentsId: number): PageKind | null {
    const pages: PageKind[] = ['alert', 'board', 'settings', 'join', 'sound'];
    return pages.find((page) => this.#windowOf(page)?.webContents.id === contentsId) ?? null;
  }

  #windowOf(page: PageKind): BrowserWindow | null {
    if (page === 'alert') return this.#options.alertWindow();
    if (page === 'sound') return this.#sound.current;
    return this.#open.get(page)?.current ?? null;
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

  /** Shown once it has something to show; closed for good by its user, so that it rests nowhere. */
  #make(page: OpenPage): BrowserWindow {
    const { make, bounds, clock } = this.#options;
    const wanted = this.#rememberedBounds(page);
    const window = make(page, { ...shapes[page], ...wanted });
    const frame = new Frame(clock);
    window.once('ready-to-show', () => {
      bringToFront(window);
      if (wanted !== undefined) frame.measure(window, wanted);
    });
    window.on('close', () => {
      if (!window.isMinimized()) bounds.write(page, frame.toAsk(window.getNormalBounds()));
    });
    return window;
  }

  #rememberedBounds(page: OpenPage): WindowBounds | undefined {
    const remembered = this.#options.bounds.read(page);
    const areas = this.#options.screen.getAllDisplays().map(({ workArea }) => workArea);
    return remembered !== null && isReachable(remembered, areas) ? remembered : undefined;
  }
}

function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
