import type { Menu, MenuItemConstructorOptions, NativeImage, Tray } from 'electron';
import type { Clock, Timer } from '../../clock.ts';
import type { TrayPort, TrayState } from '../../pager/ports.ts';
import { trayMenuTemplate } from './menu.ts';
import type { TrayMenuActions } from './menu.ts';
import type { TrayIcon } from './icon.ts';

/** How long the clapper stays at each place while it rings. */
const swingMs = 400;
const swings = [-1, 0, 1, 0];

export interface TrayBellOptions {
  create(image: NativeImage): Tray;
  draw(icon: TrayIcon): NativeImage;
  buildMenu(template: MenuItemConstructorOptions[]): Menu;
  actions: TrayMenuActions;
  /** The user clicked the icon, where the desktop tells. */
  onClick(): void;
  platform: NodeJS.Platform;
  clock: Clock;
}

/** The tray icon: takes whole states, and changes only what differs. */
export class TrayBell implements TrayPort {
  readonly #options: TrayBellOptions;
  readonly #images = new Map<string, NativeImage>();
  #tray: Tray | null = null;
  #state: TrayState | null = null;
  #shown = { image: '', tooltip: '', title: '', menu: '' };
  #swing = 0;
  #timer: Timer | null = null;

  constructor(options: TrayBellOptions) {
    this.#options = options;
  }

  update(state: TrayState): void {
    this.#state = state;
    this.#render(state);
    if (!state.ringing) {
      this.#timer?.cancel();
      this.#timer = null;
      this.#swing = 0;
    } else if (this.#timer === null) {
      this.#timer = this.#options.clock.after(swingMs, () => this.#swingOn());
    }
  }

  /** The panel's colours have changed. */
  redraw(): void {
    this.#images.clear();
    this.#shown.image = '';
    if (this.#state !== null) this.#render(this.#state);
  }

  /** Destroying it twice crashes (electron/electron#32581), so the app's end leaves it alone. */
  stop(): void {
    this.#timer?.cancel();
    this.#timer = null;
  }

  #swingOn(): void {
    this.#swing = (this.#swing + 1) % swings.length;
    if (this.#state !== null) this.#render(this.#state);
    this.#timer = this.#options.clock.after(swingMs, () => this.#swingOn());
  }

  #render(state: TrayState): void {
    const tray = this.#renderImage(state);
    const { buildMenu, actions, platform } = this.#options;
    if (state.tooltip !== this.#shown.tooltip) tray.setToolTip(state.tooltip);
    this.#shown.tooltip = state.tooltip;
    const title = state.count > 0 ? String(state.count) : '';
    if (platform === 'darwin' && title !== this.#shown.title) tray.setTitle(title);
    this.#shown.title = title;
    const menu = JSON.stringify(state.menu);
    if (menu !== this.#shown.menu) {
      tray.setContextMenu(buildMenu(trayMenuTemplate(state.menu, actions)));
    }
    this.#shown.menu = menu;
  }

  #renderImage(state: TrayState): Tray {
    const icon: TrayIcon = {
      icon: state.icon,
      // macOS writes the count beside the icon.
      count: this.#options.platform === 'darwin' ? 0 : Math.min(state.count, 10),
      onCall: state.onCall,
      swing: state.ringing ? (swings[this.#swing] ?? 0) : 0,
    };
    const key = JSON.stringify(icon);
    const image = this.#images.get(key) ?? this.#options.draw(icon);
    this.#images.set(key, image);
    if (this.#tray === null) {
      this.#tray = this.#options.create(image);
      this.#tray.on('click', () => this.#options.onClick());
    } else if (key !== this.#shown.image) {
      this.#tray.setImage(image);
    }
    this.#shown.image = key;
    return this.#tray;
  }
}
