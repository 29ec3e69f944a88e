import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import type { PageKind, PayloadOf, PushChannel, RequestOf } from '../ipc/contract.ts';
import { assertPush, pushTargets } from '../ipc/pushes.ts';
import type { Settings, SoundOrder } from '../ipc/views.ts';
import { Laptop } from '../laptop.ts';
import type {
  ChosenFile,
  LaptopPorts,
  NotificationContent,
  RoomChannel,
  SystemVolume,
  TrayState,
} from '../pager/ports.ts';
import { RoomWindow } from './room-window.ts';

const defaults: Settings = {
  volume: 0.8,
  theme: 'system',
  startAtLogin: false,
  cutOffLoudAfterSeconds: 60,
  quietHours: null,
  extraCaFile: null,
};

/** A laptop without a desktop: whatever would reach its user is written down here. */
export class LaptopRig {
  readonly profileFolder: string;
  readonly orders: SoundOrder[] = [];
  readonly notifications: NotificationContent[] = [];
  readonly views: Partial<{ [C in PushChannel]: PayloadOf<C> }> = {};
  readonly pushCounts = new Map<PushChannel, number>();
  readonly opened: string[] = [];
  /** Windows of rooms that are open. */
  readonly rooms = new Map<string, RoomWindow>();
  readonly saved: { name: string; content: Uint8Array | string }[] = [];
  clipboard = '';
  /** What the user chooses when asked for a file. */
  chosen: ChosenFile = { status: 'cancelled' };
  /** What the system says of its own volume. */
  system: SystemVolume | null = null;
  isAlertReady = true;
  zone: string | undefined = undefined;
  idleSeconds = 0;
  readonly warnings: string[] = [];
  readonly tokens = new Map<string, string>();
  readonly openPages = new Set<PageKind>(['alert', 'board', 'settings', 'join', 'sound']);
  tray: TrayState | null = null;
  window: 'hidden' | 'top' | 'calm' | 'minimised' = 'hidden';
  shows = 0;
  reasserts = 0;
  beeps = 0;
  soundRestarts = 0;
  isFlashing = false;
  hasKeychain = true;
  /** A deaf sound window takes orders and says nothing. */
  isDeaf = false;
  notifies: 'shown' | 'failed' = 'shown';
  settings: Settings = { ...defaults };
  readonly #clock: Clock;
  #laptop: Laptop;

  private constructor(profileFolder: string, clock: Clock, tokens: Map<string, string>) {
    this.profileFolder = profileFolder;
    this.#clock = clock;
    this.tokens = tokens;
    this.#laptop = new Laptop(this.#ports());
  }

  static async make(clock: Clock): Promise<LaptopRig> {
    const folder = await mkdtemp(join(tmpdir(), 'tocsin-laptop-'));
    return new LaptopRig(folder, clock, new Map());
  }

  /** The same profile and keychain after the app ended and starts again. */
  async restart(): Promise<LaptopRig> {
    await this.#laptop.stop();
    const rig = new LaptopRig(this.profileFolder, this.#clock, this.tokens);
    await rig.laptop.start();
    return rig;
  }

  get laptop(): Laptop {
    return this.#laptop;
  }

  get order(): SoundOrder | undefined {
    return this.orders.at(-1);
  }

  get alert(): PayloadOf<'alert:view'> {
    return this.#view('alert:view');
  }

  get board(): PayloadOf<'board:view'> {
    return this.#view('board:view');
  }

  get join(): PayloadOf<'join:view'> {
    return this.#view('join:view');
  }

  /** Opens the room as a click does, and waits for nothing. */
  openRoom(incidentId: string): RoomWindow {
    this.#laptop.openRoom(incidentId);
    this.#laptop.pageReady({ page: 'room', incidentId });
    const room = this.rooms.get(incidentId);
    if (!room) throw new Error('no window opened');
    return room;
  }

  closeRoom(incidentId: string): void {
    this.rooms.delete(incidentId);
    this.#laptop.roomClosed(incidentId);
  }

  /** The sound window says what comes out. */
  says(state: RequestOf<'sound:state'>['state'], level = 0): void {
    const message = state === 'failed' ? 'no device' : null;
    this.#laptop.soundState({ state, level, message });
  }

  async remove(): Promise<void> {
    await this.#laptop.stop();
    // A file that is being written may still come meanwhile.
    await rm(this.profileFolder, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
  }

  #view<C extends PushChannel>(channel: C): PayloadOf<C> {
    const view = this.views[channel];
    if (view === undefined) throw new Error(`${channel} was never pushed`);
    return view;
  }

  #ports(): LaptopPorts {
    return {
      clock: this.#clock,
      zone: () => this.zone,
      random: () => 0.5,
      log: {
        info: () => undefined,
        warn: (fields, message) => this.warnings.push(`${message} ${JSON.stringify(fields)}`),
        error: (fields, message) => this.warnings.push(`${message} ${JSON.stringify(fields)}`),
      },
      profileFolder: this.profileFolder,
      app: { version: '0.0.0', platform: 'linux', deviceName: 'rig' },
      tokens: {
        hasKeychain: () => Promise.resolve(this.hasKeychain),
        read: (account) => Promise.resolve(this.tokens.get(account) ?? null),
        write: (account, token) => Promise.resolve(void this.tokens.set(account, token)),
        remove: (account) => Promise.resolve(void this.tokens.delete(account)),
        place: () => (this.hasKeychain ? 'keychain' : 'memory'),
      },
      settings: {
        read: () => this.settings,
        change: (change) => (this.settings = { ...this.settings, ...change }),
      },
      sound: {
        order: (order) => this.#ordered(order),
        restart: () => (this.soundRestarts += 1),
        beep: () => (this.beeps += 1),
        system: () => Promise.resolve(this.system),
      },
      alertWindow: {
        show: () => {
          this.window = 'top';
          this.shows += 1;
          return Promise.resolve(true);
        },
        reassert: () => {
          this.window = 'top';
          this.reasserts += 1;
        },
        calm: () => (this.window = 'calm'),
        minimise: () => (this.window = 'minimised'),
        hide: () => (this.window = 'hidden'),
        flash: (isOn) => (this.isFlashing = isOn),
        isReady: () => this.isAlertReady,
      },
      windows: {
        isOpen: (page) => this.openPages.has(page),
        push: (channel, payload) => this.#pushed(channel, payload),
        open: (page) => this.opened.push(page),
        openRoom: (incidentId) => {
          if (!this.rooms.has(incidentId)) this.rooms.set(incidentId, new RoomWindow());
        },
        openRooms: () => [...this.rooms.keys()],
        expectRooms: () => undefined,
        pushToRoom: (incidentId, channel, payload) =>
          this.#pushedToRoom(incidentId, channel, payload),
      },
      desktop: {
        saveAs: (name, content) => {
          this.saved.push({ name, content });
          return Promise.resolve('saved');
        },
        readChosen: () => Promise.resolve(this.chosen),
        copy: (text) => (this.clipboard = text),
        idleSeconds: () => this.idleSeconds,
      },
      notifier: {
        show: (content) => {
          this.notifications.push(content);
          if (this.notifies === 'shown') return Promise.resolve({ status: 'shown' });
          return Promise.resolve({ status: 'failed', reason: 'no daemon' });
        },
        clear: () => undefined,
        problem: () => (this.notifies === 'shown' ? null : 'no daemon'),
      },
      tray: { update: (state) => (this.tray = state) },
      trayAdvice: () => null,
    };
  }

  /** As the sound window does: tells at once and every second what goes out. */
  #ordered(order: SoundOrder): void {
    this.orders.push(order);
    const tell = (): void => {
      if (this.order !== order || this.isDeaf) return;
      this.says(order.pattern === null ? 'idle' : 'playing', order.pattern === null ? 0 : 0.2);
      if (order.pattern !== null) this.#clock.after(1_000, tell);
    };
    this.#clock.after(20, tell);
  }

  #pushedToRoom<C extends RoomChannel>(
    incidentId: string,
    channel: C,
    payload: PayloadOf<C>,
  ): void {
    assertPush('room', channel, payload);
    if (payload.incidentId !== incidentId) throw new Error('a window was told of another room');
    this.rooms.get(incidentId)?.take(channel, payload);
  }

  #pushed<C extends PushChannel>(channel: C, payload: PayloadOf<C>): void {
    for (const page of pushTargets(channel)) assertPush(page, channel, payload);
    Object.assign(this.views, { [channel]: payload });
    this.pushCounts.set(channel, (this.pushCounts.get(channel) ?? 0) + 1);
  }
}
