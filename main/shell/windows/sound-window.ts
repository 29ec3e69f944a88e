import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron';
import type { Clock } from '../../clock.ts';
import type { SoundOrder } from '../../ipc/views.ts';
import type { Log, SoundPort, SystemVolume } from '../../pager/ports.ts';
import { LastingWindow } from './lasting-window.ts';

/** A page that spoke this lately is alive; then only the audio service below it may be at fault. */
const pageAliveMs = 4_000;
/** The page waits some seconds before it opens a new output; a restart in between would be in vain. */
const audioRestartEveryMs = 9_000;

export interface SoundWindowOptions {
  make(options: BrowserWindowConstructorOptions): BrowserWindow;
  /** Reaches the page when there is one. */
  send(order: SoundOrder): void;
  /** The page died: silence until the new one plays. */
  onGone(): void;
  clock: Clock;
  log: Log;
  beep(): void;
  /** Chromium's audio service does not find a sound server again by itself. */
  restartAudioService(): void;
  askSystem(): Promise<SystemVolume | null>;
}

/** The window that plays, which is never shown. */
export class SoundWindow implements SoundPort {
  readonly #options: SoundWindowOptions;
  readonly #window: LastingWindow;
  #lastOrder: SoundOrder | null = null;
  #spokeAt = 0;
  #audioRestartedAt = -Infinity;

  constructor(options: SoundWindowOptions) {
    const { make, onGone, clock, log } = options;
    this.#options = options;
    this.#window = new LastingWindow({
      name: 'sound',
      // The page plays while nobody sees it, so it must not be slowed down.
      make: () =>
        make({ width: 200, height: 100, webPreferences: { backgroundThrottling: false } }),
      onReplaced: () => undefined,
      onGone,
      clock,
      log,
    });
  }

  get current(): BrowserWindow | null {
    return this.#window.current;
  }

  /** Loads the page, out of sight. */
  prepare(): void {
    this.#window.ensure();
  }

  order(order: SoundOrder): void {
    this.#lastOrder = order;
    this.#tell();
  }

  restart(): void {
    const now = this.#options.clock.now();
    if (now - this.#audioRestartedAt >= audioRestartEveryMs) {
      this.#audioRestartedAt = now;
      this.#options.restartAudioService();
    }
    if (now - this.#spokeAt >= pageAliveMs) {
      this.#spokeAt = now;
      this.#window.restart();
    }
  }

  beep(): void {
    this.#options.beep();
  }

  system(): Promise<SystemVolume | null> {
    return this.#options.askSystem();
  }

  /** The page is loaded: it hears its last order again. */
  pageReady(): void {
    this.#tell();
  }

  /** The page said something: it is alive. */
  pageSpoke(): void {
    this.#spokeAt = this.#options.clock.now();
  }

  close(): void {
    this.#window.close();
  }

  #tell(): void {
    if (this.#lastOrder !== null) this.#options.send(this.#lastOrder);
  }
}
