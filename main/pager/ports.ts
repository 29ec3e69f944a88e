import type { Agent } from 'node:http';
import type { PageKind, PayloadOf, PushChannel } from '../ipc/contract.ts';
import type { CalendarWindowView } from '../ipc/duty-views.ts';
import type { Settings, SoundOrder } from '../ipc/views.ts';
import type { Severity } from '../../server/protocol/severity.ts';
import type { Clock } from '../clock.ts';

/** All that the laptop's brain needs of the world. The shell supplies it; tests supply their own. */
export interface LaptopPorts {
  clock: Clock;
  /** IANA zone of this machine; undefined when it has none by name. */
  zone(): string | undefined;
  /** Uniform in [0, 1). */
  random(): number;
  log: Log;
  /** The profile's folder: mirror, outbox and membership live here. It exists. */
  profileFolder: string;
  app: { version: string; platform: string; deviceName: string };
  tokens: TokenKeeper;
  settings: SettingsKeeper;
  sound: SoundPort;
  alertWindow: AlertWindowPort;
  windows: WindowsPort;
  desktop: DesktopPort;
  notifier: Notifier;
  tray: TrayPort;
  /** The proxy for this address, when the system has one. Asked before each connect. */
  proxyAgent?(url: string): Promise<Agent | undefined>;
  /** Null when the desktop shows tray icons; otherwise what to do, in words. */
  trayAdvice(): string | null;
}

/** The shape of a pino logger: fields first. Fields never hold tokens or alert contents. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Keeps one device token per account (the device id), in the keychain or for this run only. */
export interface TokenKeeper {
  /** Whether a keychain can be written; asked before an invite is spent. */
  hasKeychain(): Promise<boolean>;
  read(account: string): Promise<string | null>;
  /** `onlyThisRun` keeps it in memory and touches no keychain. Rejects when the keychain refuses. */
  write(account: string, token: string, options: { onlyThisRun: boolean }): Promise<void>;
  remove(account: string): Promise<void>;
  /** Where the token now in use is kept. */
  place(): 'keychain' | 'memory' | 'none';
}

export interface SettingsKeeper {
  read(): Settings;
  /** Validates, stores, carries out what is the shell's (theme, login item) and returns the whole. */
  change(change: Partial<Settings>): Settings;
}

export interface SoundPort {
  /** Pushes `sound:order` to the sound window and keeps it for when that window is made anew. */
  order(order: SoundOrder): void;
  /** Makes the audio anew (a fresh sound window), then gives it the last order. */
  restart(): void;
  /** The system's own beep, when our sound does not come out. */
  beep(): void;
  /** The volume of the system, above ours; null when it does not tell. Absent where it never does. */
  system?(): Promise<SystemVolume | null>;
}

export interface SystemVolume {
  isMuted: boolean;
  /** 0 to 1, or more where the system amplifies. */
  volume: number;
}

export interface AlertWindowPort {
  /** Shows it at once on top of everything, on the display with the pointer. Idempotent. True once it is visible. */
  show(): Promise<boolean>;
  /** Takes its place on top again, also if it was minimised. */
  reassert(): void;
  /** Stays open but no longer on top: nothing rings any more. */
  calm(): void;
  /** Out of the way, at the user's wish. */
  minimise(): void;
  hide(): void;
  /** Taskbar or dock attention. */
  flash(isOn: boolean): void;
  /** Whether its page is loaded, so that it could come to the front now. */
  isReady(): boolean;
}

export interface WindowsPort {
  /** Whether a view pushed there would be seen; saves building views for nobody. */
  isOpen(page: PageKind): boolean;
  /** Does nothing when the window is not open. */
  push<C extends PushChannel>(channel: C, payload: PayloadOf<C>): void;
  /** Opens it, or brings it to the front. */
  open(page: 'board' | 'reports' | 'calendar' | 'settings' | 'join'): void;
  /** Opens the room of an incident, or brings its window to the front. */
  openRoom(incidentId: string): void;
  /** Incidents whose room is open. */
  openRooms(): readonly string[];
  /** Whether a room may be opened soon: a window is made ready for it, out of sight. */
  expectRooms(isLikely: boolean): void;
  /** Does nothing when that room is not open. */
  pushToRoom<C extends RoomChannel>(incidentId: string, channel: C, payload: PayloadOf<C>): void;
}

export type RoomChannel = Extract<PushChannel, `room:${string}`>;

/** What the user's system does for a room. */
export interface DesktopPort {
  /** Asks the user where to, and writes the file there. */
  saveAs(name: string, content: Uint8Array | string): Promise<'saved' | 'cancelled'>;
  /**
   * Asks the user for a file and reads it, unless it is larger than that.
   * @param kind what such files are called, and the endings of their names
   */
  readChosen(kind: { name: string; endings: string[] }, limitBytes: number): Promise<ChosenFile>;
  copy(text: string): void;
  /** Seconds since the last input on this machine, in any program. */
  idleSeconds(): number;
}

export type ChosenFile =
  | { status: 'read'; bytes: Uint8Array }
  | { status: 'cancelled' }
  | { status: 'too-large' }
  | { status: 'unreadable' };

export interface NotificationContent {
  title: string;
  body: string;
  /** Of the worst page; null when it is about something else. Notifications are replaced, not stacked. */
  severity: Severity | null;
  /** What a click on it brings to the front. */
  opens: NotificationTarget;
}

export type NotificationTarget =
  | { window: 'room'; incidentId: string }
  | { window: 'calendar'; what: CalendarPurpose }
  /** The alert window while something rings, else the board. */
  | { window: 'front' }
  | { window: 'board' | 'settings' };

/** What the calendar is opened for. */
export type CalendarPurpose = NonNullable<CalendarWindowView['sought']>['what'];

/** What became of a notification; a failure changes nothing else. */
export type NotificationOutcome =
  | { status: 'shown' }
  | { status: 'not-shown'; reason: string }
  | { status: 'failed'; reason: string };

export interface Notifier {
  /** Replaces the one before. Never rejects. */
  show(content: NotificationContent): Promise<NotificationOutcome>;
  clear(): void;
  /** Why the system would not show one, in words; null as far as it tells. */
  problem(): string | null;
}

export interface TrayPort {
  /** Idempotent: the same state draws nothing. */
  update(state: TrayState): void;
}

export interface TrayState {
  icon: 'quiet' | 'warning' | 'critical' | 'muted' | 'cut-off';
  /** Open incidents that call me, or all open ones when none does. */
  count: number;
  /** Joined to a hub: the bell is drawn filled. */
  onCall: boolean;
  /** The dot moves only while this is true. */
  ringing: boolean;
  tooltip: string;
  menu: TrayMenuItem[];
}

export type TrayMenuItem =
  | { kind: 'note'; label: string }
  | { kind: 'separator' }
  | {
      kind: 'incident';
      incidentId: string;
      /** "◆ checkout-api: 5xx ratio above 5 %  (4 min, Raj has it)", cut to fit a menu. */
      label: string;
      /** "Developer: nobody yet, SRE: Raj". */
      detail: string;
      canAcknowledge: boolean;
    }
  | { kind: 'action'; action: TrayAction; label: string; enabled: boolean };

/** `quit` is the shell's; the rest goes to `Laptop.tray`. */
export type TrayAction =
  | 'acknowledge-all'
  | 'open-board'
  | 'open-calendar'
  | 'take-over'
  | 'hand-over'
  | 'open-reports'
  | 'start-drill'
  | 'test-alarm'
  | 'mute'
  | 'unmute'
  | 'open-settings'
  | 'join'
  | 'quit';
