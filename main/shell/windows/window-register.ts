import type { BrowserWindow } from 'electron';
import type { PageKind, PayloadOf, PushChannel } from '../../ipc/contract.ts';
import { assertPush, pushTargets } from '../../ipc/pushes.ts';
import type { Sender } from '../../ipc/register.ts';
import type { RoomChannel, WindowsPort } from '../../pager/ports.ts';
import { openPages } from './pages.ts';
import type { OpenPage, Pages } from './pages.ts';
import type { RoomWindows } from './room-windows.ts';
import type { SoundWindow } from './sound-window.ts';

export interface WindowRegisterOptions {
  alertWindow(): BrowserWindow | null;
  sound: SoundWindow;
  pages: Pages;
  rooms: RoomWindows;
  theme(): 'dark' | 'light';
  /** Checks each push against the contract; for development. */
  isChecking: boolean;
}

/** All windows of the app: pushes to them, and knows which is which. */
export class WindowRegister implements WindowsPort {
  readonly #options: WindowRegisterOptions;

  constructor(options: WindowRegisterOptions) {
    this.#options = options;
  }

  isOpen(page: PageKind): boolean {
    return this.#windowsOf(page).length > 0;
  }

  push<C extends PushChannel>(channel: C, payload: PayloadOf<C>): void {
    for (const page of pushTargets(channel)) {
      for (const window of this.#windowsOf(page)) this.#send(page, window, channel, payload);
    }
  }

  open(page: OpenPage): void {
    this.#options.pages.open(page);
  }

  openRoom(incidentId: string): void {
    this.#options.rooms.open(incidentId);
  }

  openRooms(): readonly string[] {
    return this.#options.rooms.openIds;
  }

  expectRooms(isLikely: boolean): void {
    this.#options.rooms.spare.want(isLikely);
  }

  pushToRoom<C extends RoomChannel>(incidentId: string, channel: C, payload: PayloadOf<C>): void {
    const { rooms } = this.#options;
    const window = rooms.windowOf(incidentId);
    if (window === null) return;
    const row = 'incident' in payload ? payload.incident : null;
    if (row !== null) rooms.name(incidentId, row);
    this.#send('room', window, channel, payload);
  }

  /** The page has drawn its first view: what only the shell knows is told again. */
  pageReady({ page, incidentId }: Sender): void {
    const { sound, rooms } = this.#options;
    if (page === 'room' && incidentId === null) rooms.spare.pageReady();
    if (page === 'sound') sound.pageReady();
    else this.pushTheme();
  }

  pushTheme(): void {
    const theme = this.#options.theme();
    this.push('page:theme', theme);
    // The one thing that is told to the window that waits for a room.
    const { current } = this.#options.rooms.spare;
    if (current !== null) this.#send('room', current, 'page:theme', theme);
  }

  closeAll(): void {
    const { pages, rooms, sound } = this.#options;
    for (const windows of [pages, rooms]) windows.closeAll();
    sound.close();
  }

  /** Which of our windows has these web contents; null: none. */
  senderOf(contentsId: number): Sender | null {
    const isIt = (window: BrowserWindow): boolean => window.webContents.id === contentsId;
    const singles = ['alert', 'sound', ...openPages] as const;
    const page = singles.find((one) => this.#windowsOf(one).some(isIt));
    if (page !== undefined) return { page, incidentId: null };
    const { rooms } = this.#options;
    const incidentId = rooms.incidentOf(contentsId);
    const isSpare = rooms.spare.current?.webContents.id === contentsId;
    return incidentId === null && !isSpare ? null : { page: 'room', incidentId };
  }

  #windowsOf(page: PageKind): BrowserWindow[] {
    const { alertWindow, sound, pages, rooms } = this.#options;
    if (page === 'room') return rooms.openIds.flatMap((id) => rooms.windowOf(id) ?? []);
    const window =
      page === 'alert' ? alertWindow() : page === 'sound' ? sound.current : pages.windowOf(page);
    return window === null ? [] : [window];
  }

  #send<C extends PushChannel>(
    page: PageKind,
    window: BrowserWindow,
    channel: C,
    payload: PayloadOf<C>,
  ): void {
    if (this.#options.isChecking) assertPush(page, channel, payload);
    window.webContents.send(channel, payload);
  }
}
