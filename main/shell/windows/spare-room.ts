import type { BrowserWindow } from 'electron';
import type { Clock, Timer } from '../../clock.ts';
import type { Log } from '../../pager/ports.ts';

/** Making one holds up all other windows for some frames, so it waits for a good moment. */
const waitsMs = {
  /** The alert window comes first. */
  wanted: 1_000,
  /** Who has just opened a room scrolls through it. */
  taken: 3_000,
  /** Who closes one may open the next. */
  closed: 300,
};

export interface SpareRoomOptions {
  /** A window that is not shown yet. */
  make(): BrowserWindow;
  clock: Clock;
  log: Log;
}

/** A window that was made before anybody asked for it. */
export interface Spare {
  readonly window: BrowserWindow;
  /** Its page has said that it is ready, when nobody could be shown to it yet. */
  isListening: boolean;
  /** It can be shown at once. */
  isDrawn: boolean;
}

/**
 * A window of no room yet, with its page loaded, out of sight: making one takes most of the time
 * until a room shows. There is one only while somebody may want it soon, and it is told nothing of
 * any room before it is taken for one.
 */
export class SpareRoom {
  readonly #options: SpareRoomOptions;
  #spare: Spare | null = null;
  #isWanted = false;
  #timer: Timer | null = null;

  constructor(options: SpareRoomOptions) {
    this.#options = options;
  }

  /** Null while there is none. */
  get current(): BrowserWindow | null {
    const window = this.#spare?.window ?? null;
    return window?.isDestroyed() === false ? window : null;
  }

  /** Whether a room may be opened soon. */
  want(isWanted: boolean): void {
    if (isWanted === this.#isWanted) return;
    this.#isWanted = isWanted;
    if (isWanted) this.#prepare(waitsMs.wanted);
    else this.close();
  }

  /** Its page has loaded and waits for a room. */
  pageReady(): void {
    if (this.#spare) this.#spare.isListening = true;
  }

  /** Gives it away for a room; null when there is none. Another one follows. */
  take(): Spare | null {
    const spare = this.current === null ? null : this.#spare;
    this.#spare = null;
    this.#prepare(waitsMs.taken);
    return spare;
  }

  /** A room was closed. */
  roomClosed(): void {
    this.#prepare(waitsMs.closed);
  }

  /** Makes it anew, for what only a new window takes up. */
  renew(): void {
    this.close();
    this.#prepare(waitsMs.wanted);
  }

  close(): void {
    this.#timer?.cancel();
    const { current } = this;
    this.#spare = null;
    current?.destroy();
  }

  #prepare(waitMs: number): void {
    this.#timer?.cancel();
    this.#timer = null;
    if (!this.#isWanted) return;
    this.#timer = this.#options.clock.after(waitMs, () => {
      this.#timer = null;
      if (this.current === null) this.#make();
    });
  }

  #make(): void {
    const window = this.#options.make();
    const spare: Spare = { window, isListening: false, isDrawn: false };
    this.#spare = spare;
    window.once('ready-to-show', () => (spare.isDrawn = true));
    window.on('closed', () => {
      if (this.#spare === spare) this.#spare = null;
    });
    window.webContents.on('render-process-gone', (_event, { reason }) => this.#lose(spare, reason));
    window.webContents.on('did-fail-load', (_event, _code, description, _url, isMainFrame) => {
      if (isMainFrame) this.#lose(spare, description);
    });
  }

  /** Nobody is kept waiting for another: the next room is made as it is asked for. */
  #lose(spare: Spare, reason: string): void {
    if (this.#spare !== spare) return;
    const { clock, log } = this.#options;
    log.warn({ page: 'room', reason }, 'the window that waits for a room is gone');
    this.#spare = null;
    // Within its own event a window cannot be destroyed safely.
    clock.after(0, () => {
      if (!spare.window.isDestroyed()) spare.window.destroy();
    });
  }
}
