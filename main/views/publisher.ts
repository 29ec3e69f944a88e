import type { Clock, Timer } from '../clock.ts';
import type { RoomChange } from '../hub/room-knowledge.ts';
import type { JoinView } from '../ipc/views.ts';
import { Coalescer } from '../pager/coalescer.ts';
import type { TrayPort, WindowsPort } from '../pager/ports.ts';
import type { Knowledge } from './knowledge.ts';
import { linkView } from './link-view.ts';
import { OnCallTable } from './on-call-rows.ts';
import { RoomPublisher } from './room-publisher.ts';
import { Rows } from './rows.ts';
import { trayState } from './tray-state.ts';
import { alertWindowView, boardView, settingsView } from './window-views.ts';
import type { SettingsSurroundings } from './window-views.ts';

export interface PublisherOptions {
  clock: Clock;
  windows: WindowsPort;
  tray: TrayPort;
  knowledge(): Knowledge;
  around(): SettingsSurroundings;
  join(): Omit<JoinView, 'link'>;
}

const everyMs = 100;
/** A long list costs more to show than its newest line is worth. */
const longListEveryMs = 400;
const longList = 150;
/** Ages in the tray's menu grow while nothing else happens. */
const agesMs = 60_000;

/** Shows to windows and tray what is known: at once, then at most some times a second. */
export class Publisher {
  readonly #options: PublisherOptions;
  readonly #rows = new Rows();
  readonly #oncall = new OnCallTable();
  readonly #rooms: RoomPublisher;
  readonly #pushes: Coalescer;
  #openCount = 0;
  #shownCalls: string[] = [];
  #ages: Timer | null = null;

  constructor(options: PublisherOptions) {
    this.#options = options;
    this.#rooms = new RoomPublisher({ ...options, rows: this.#rows });
    const intervalMs = (): number => (this.#openCount > longList ? longListEveryMs : everyMs);
    this.#pushes = new Coalescer(options.clock, intervalMs, () => this.#publish());
  }

  /** Something may have changed. */
  touch(): void {
    this.#pushes.ask();
  }

  /** Something was said or done in a room: its window shows it at once. */
  roomChanged(change: RoomChange): void {
    this.#rooms.changed(change);
  }

  /** The page of a room listens: it is shown everything. */
  roomReady(incidentId: string): void {
    this.#rooms.ready(incidentId);
  }

  /** Incidents that call this person, as last shown: nobody answers what was not to be seen yet. */
  get shownCalls(): readonly string[] {
    return this.#shownCalls;
  }

  stop(): void {
    this.#pushes.stop();
    this.#rooms.stop();
    this.#ages?.cancel();
  }

  #publish(): void {
    const { windows, tray, knowledge, around, join } = this.#options;
    const known = knowledge();
    const open = this.#rows.open(known);
    this.#openCount = open.length;
    this.#shownCalls = open.filter(({ callsMe }) => callsMe).map(({ id }) => id);
    this.#ages?.cancel();
    const { rotas, gaps } = known.oncall;
    const hasAges = open.length + known.cards.size + rotas.length + gaps.length > 0;
    this.#ages = hasAges ? this.#options.clock.after(agesMs, () => this.touch()) : null;
    if (windows.isOpen('alert')) windows.push('alert:view', alertWindowView(known, this.#rows));
    if (windows.isOpen('board')) {
      windows.push('board:view', boardView(known, this.#rows, this.#oncall));
    }
    if (windows.isOpen('calendar')) windows.push('calendar:view', this.#oncall.calendar(known));
    if (windows.isOpen('settings')) windows.push('settings:view', settingsView(known, around()));
    if (windows.isOpen('join')) windows.push('join:view', { ...join(), link: linkView(known) });
    this.#rooms.publish(known);
    windows.expectRooms(open.length > 0);
    tray.update(trayState(known, open));
  }
}
