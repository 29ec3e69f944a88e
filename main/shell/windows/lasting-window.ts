import type { BrowserWindow } from 'electron';
import type { Clock, Timer } from '../../clock.ts';
import type { Log } from '../../pager/ports.ts';

/** Waits before a window is made anew; a page that held for a while starts from the first. */
const waitsMs = [50, 500, 2_000, 10_000, 30_000] as const;
const heldMs = 60_000;
/** A page that answers nothing for this long is replaced. */
const patienceMs = 5_000;

export interface LastingWindowOptions {
  name: string;
  make(): BrowserWindow;
  /** Called for each window made anew after its page died; `wasVisible` tells of the dead one. */
  onReplaced(window: BrowserWindow, wasVisible: boolean): void;
  onGone(): void;
  /** Closed by its user, or whoever else but `close`: nothing is made in its place. */
  onClosed?(): void;
  clock: Clock;
  log: Log;
}

/** A window that is made anew when its page dies: a dead page must not stop alerts. */
export class LastingWindow {
  readonly #options: LastingWindowOptions;
  #window: BrowserWindow | null = null;
  /** Its page has died; it goes when the next one is made. */
  #dead: BrowserWindow | null = null;
  #madeAt = 0;
  #failures = 0;
  #pending: Timer | null = null;
  #patience: Timer | null = null;

  constructor(options: LastingWindowOptions) {
    this.#options = options;
  }

  get current(): BrowserWindow | null {
    return this.#window !== null && !this.#window.isDestroyed() ? this.#window : null;
  }

  /** The window, made now if there is none. */
  ensure(): BrowserWindow {
    return this.current ?? this.#make();
  }

  /** Makes it anew at once. */
  restart(): BrowserWindow {
    this.close();
    return this.#make();
  }

  /** Destroys it, for good unless `ensure` is called. */
  close(): void {
    this.#pending?.cancel();
    this.#patience?.cancel();
    const window = this.current;
    this.#window = null;
    window?.destroy();
    this.#bury();
  }

  #bury(): void {
    const dead = this.#dead;
    this.#dead = null;
    if (dead?.isDestroyed() === false) dead.destroy();
  }

  #make(): BrowserWindow {
    this.#pending?.cancel();
    this.#pending = null;
    this.#bury();
    const { clock, log, name, make } = this.#options;
    const window = make();
    this.#window = window;
    this.#madeAt = clock.now();
    window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      this.#replace(window, `${reason}, exit code ${exitCode}`);
    });
    window.webContents.on('did-fail-load', (_event, code, description, _url, isMainFrame) => {
      // -3 is a load that was called off, by closing the window for one.
      if (isMainFrame && code !== -3) this.#replace(window, `not loaded: ${description}`);
    });
    window.on('unresponsive', () => {
      log.warn({ page: name }, 'page does not respond');
      this.#patience?.cancel();
      this.#patience = clock.after(patienceMs, () => this.#replace(window, 'unresponsive'));
    });
    window.on('responsive', () => this.#patience?.cancel());
    window.on('closed', () => {
      if (this.#window === window) this.#window = null;
      else if (this.#dead === window) this.#dead = null;
      else return;
      this.#options.onClosed?.();
    });
    return window;
  }

  #replace(window: BrowserWindow, reason: string): void {
    if (this.#window !== window) return;
    const { clock, log, name, onGone, onReplaced } = this.#options;
    const wasVisible = !window.isDestroyed() && window.isVisible();
    if (clock.now() - this.#madeAt >= heldMs) this.#failures = 0;
    const waitMs = waitsMs[Math.min(this.#failures, waitsMs.length - 1)] ?? 0;
    this.#failures += 1;
    log.error({ page: name, reason, waitMs }, 'page is gone, its window is made anew');
    // Within its own event a window cannot be destroyed safely.
    this.#window = null;
    this.#dead = window;
    this.#patience?.cancel();
    this.#pending?.cancel();
    this.#pending = clock.after(waitMs, () => {
      onReplaced(this.ensure(), wasVisible);
    });
    onGone();
  }
}
