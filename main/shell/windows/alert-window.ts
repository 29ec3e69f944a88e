import type { App, BrowserWindow, PowerMonitor, Screen } from 'electron';
import type { Clock } from '../../clock.ts';
import type { AlertWindowPort, Log } from '../../pager/ports.ts';
import type { Desktop } from '../desktop.ts';
import { Frame } from './frame.ts';
import { LastingWindow } from './lasting-window.ts';
import { centreIn, cornerOf, fitInto } from './place.ts';
import { TypingGuard } from './typing-guard.ts';

const size = { width: 720, height: 420 };
/** A repeat takes the keyboard again only from a desk that nobody has touched for so long. */
const awayIdleSeconds = 30;
/** What the board needs to be of use beside it. */
const roomBesidePx = 1_180;
/** Whether the keyboard came because we took it is known by then. */
const takesKeyboardMs = 500;
/** The first view is worth this wait; a blank window is worth more than none. */
const pageWaitMs = 1_500;

export interface AlertWindowOptions {
  make(size: { width: number; height: number }): BrowserWindow;
  app: Pick<App, 'dock' | 'focus'>;
  screen: Pick<Screen, 'getCursorScreenPoint' | 'getDisplayNearestPoint' | 'getDisplayMatching'>;
  powerMonitor: Pick<PowerMonitor, 'getSystemIdleTime'>;
  desktop: Desktop;
  clock: Clock;
  log: Log;
  /** The user closed it by its frame. */
  onCloseAsked(): void;
  /** The user looks at it: gave it the keyboard, pressed a key or a button in it. */
  onSeen(): void;
}

/** The alert window. Its page is loaded before it is needed, so that it only has to be shown. */
export class AlertWindow implements AlertWindowPort {
  readonly #options: AlertWindowOptions;
  readonly #window: LastingWindow;
  readonly #guard = new TypingGuard();
  readonly #frame: Frame;
  #isOnTop = false;
  #isReady = false;
  #whenReady: (() => void)[] = [];
  #mayClose = false;
  #tookKeyboardAt = -Infinity;

  constructor(options: AlertWindowOptions) {
    this.#options = options;
    this.#frame = new Frame(options.clock);
    this.#window = new LastingWindow({
      name: 'alert',
      make: () => this.#make(),
      onReplaced: (_window, wasVisible) => {
        if (wasVisible || this.#isOnTop) void this.show();
      },
      onGone: () => {
        this.#isReady = false;
      },
      clock: options.clock,
      log: options.log,
    });
  }

  get current(): BrowserWindow | null {
    return this.#window.current;
  }

  /** Loads the page, out of sight. */
  prepare(): void {
    this.#window.ensure();
  }

  isReady(): boolean {
    return this.#isReady && this.#window.current !== null;
  }

  /** The page has drawn its first view. */
  pageReady(): void {
    this.#isReady = true;
    for (const ready of this.#whenReady.splice(0)) ready();
  }

  async show(): Promise<boolean> {
    this.#isOnTop = true;
    await this.#pageIsReady();
    const window = this.#window.ensure();
    if (!this.#isOnTop) return window.isVisible();
    if (!window.isVisible()) this.#guardTyping();
    if (!window.isVisible() || window.isMinimized()) this.#place(window);
    this.#raise(window);
    if (window.isMinimized()) window.restore();
    this.#tookKeyboardAt = this.#options.clock.now();
    window.show();
    this.#takeKeyboard(window);
    return window.isVisible();
  }

  reassert(): void {
    const window = this.#window.current;
    if (window === null || (!window.isVisible() && !window.isMinimized())) {
      void this.show();
      return;
    }
    this.#isOnTop = true;
    this.#raise(window);
    if (window.isMinimized()) {
      // Showing it inactive leaves it minimised under X11; who is typing there types on in peace.
      this.#guardTyping();
      this.#tookKeyboardAt = this.#options.clock.now();
      window.restore();
    } else if (!window.isVisible()) {
      window.showInactive();
    }
    if (!this.#options.desktop.isWayland) window.moveTop();
    const isDeskAlone = this.#options.powerMonitor.getSystemIdleTime() >= awayIdleSeconds;
    if (isDeskAlone && !window.isFocused()) this.#takeKeyboard(window);
  }

  calm(): void {
    this.#isOnTop = false;
    this.#lower();
  }

  /**
   * Into a corner of its display, still on top: the user wants to see another window of ours.
   * @returns false when it would cover that window from there too
   */
  stepAside(): boolean {
    const window = this.#window.current;
    const { screen, desktop } = this.#options;
    if (window === null || !window.isVisible() || !this.#isOnTop || desktop.isWayland) return true;
    const bounds = window.getBounds();
    const { workArea } = screen.getDisplayMatching(bounds);
    if (workArea.width < bounds.width + roomBesidePx) return false;
    window.setBounds(this.#frame.toAsk(cornerOf(workArea, bounds)));
    return true;
  }

  minimise(): void {
    this.#window.current?.minimize();
  }

  hide(): void {
    this.#isOnTop = false;
    this.#lower();
    this.#window.current?.hide();
  }

  flash(isOn: boolean): void {
    const { app, desktop } = this.#options;
    const window = this.#window.current;
    if (desktop.platform === 'darwin') {
      if (isOn) app.dock?.bounce('critical');
    } else {
      window?.flashFrame(isOn);
    }
  }

  /** Grows or shrinks it to what its list wants, within its display. */
  resize(heightPx: number): void {
    const window = this.#window.current;
    if (window === null) return;
    const [width = size.width] = window.getContentSize();
    window.setContentSize(width, Math.max(heightPx, size.height));
    if (this.#options.desktop.isWayland) return;
    const bounds = window.getBounds();
    const { workArea } = this.#options.screen.getDisplayMatching(bounds);
    const fitting = fitInto(workArea, bounds);
    const isFitting = fitting.y === bounds.y && fitting.height === bounds.height;
    if (!isFitting) window.setBounds(this.#frame.toAsk(fitting));
  }

  /** Lets the window close, as the app ends. */
  close(): void {
    this.#mayClose = true;
    this.#window.close();
  }

  #make(): BrowserWindow {
    const { make, onCloseAsked, onSeen, clock } = this.#options;
    this.#isReady = false;
    const window = make(size);
    window.on('close', (event) => {
      if (this.#mayClose) return;
      event.preventDefault();
      onCloseAsked();
    });
    window.webContents.on('before-input-event', (event, input) => {
      if (input.type !== 'keyDown') return;
      if (this.#guard.swallows(clock.now())) event.preventDefault();
      else onSeen();
    });
    window.webContents.on('input-event', (_event, { type }) => {
      if (deliberate.has(type)) onSeen();
    });
    window.on('focus', () => {
      if (clock.now() - this.#tookKeyboardAt > takesKeyboardMs) onSeen();
    });
    return window;
  }

  async #pageIsReady(): Promise<void> {
    this.#window.ensure();
    if (this.#isReady) return;
    await new Promise<void>((resolve) => {
      const timer = this.#options.clock.after(pageWaitMs, resolve);
      this.#whenReady.push(() => {
        timer.cancel();
        resolve();
      });
    });
  }

  #guardTyping(): void {
    const { clock, powerMonitor } = this.#options;
    this.#guard.windowShown(clock.now(), powerMonitor.getSystemIdleTime());
  }

  /** On the display where the user is; Wayland places windows by itself. */
  #place(window: BrowserWindow): void {
    const { screen, desktop } = this.#options;
    if (desktop.isWayland) return;
    const { workArea } = screen.getDisplayNearestPoint(screen.getCursorScreenPoint());
    const { width, height } = window.getBounds();
    const place = centreIn(workArea, { width, height });
    window.setBounds(place);
    this.#frame.measure(window, place);
  }

  #raise(window: BrowserWindow): void {
    // On macOS this must come first, or full-screen apps stay above (electron/electron#10078).
    window.setVisibleOnAllWorkspaces(true, {
      visibleOnFullScreen: true,
      skipTransformProcessType: true,
    });
    // Has no effect on Wayland, and no other way is left to us there (electron/electron#50403).
    window.setAlwaysOnTop(true, 'screen-saver');
  }

  #lower(): void {
    const window = this.#window.current;
    window?.setAlwaysOnTop(false);
    window?.setVisibleOnAllWorkspaces(false, { skipTransformProcessType: true });
  }

  #takeKeyboard(window: BrowserWindow): void {
    const { app, desktop, clock } = this.#options;
    this.#tookKeyboardAt = clock.now();
    if (desktop.platform === 'darwin') app.focus({ steal: true });
    window.focus();
    window.webContents.focus();
  }
}

/** What nobody does who does not look; a pointer may rest where the window comes up. */
const deliberate: ReadonlySet<string> = new Set(['mouseDown', 'mouseWheel', 'touchStart']);
