import type { BrowserWindow, BrowserWindowConstructorOptions, Screen } from 'electron';
import { limits } from '../../../server/protocol/limits.ts';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../pager/ports.ts';
import type { WindowBounds } from '../settings-store.ts';
import { bringToFront } from './bring-to-front.ts';
import { LastingWindow } from './lasting-window.ts';
import { cascaded, isReachable } from './place.ts';
import { placedWindow } from './remembered-place.ts';
import type { BoundsKeeper, PlacedWindow } from './remembered-place.ts';
import { SpareRoom } from './spare-room.ts';
import type { Spare } from './spare-room.ts';

const shape = { width: 1180, height: 760, minWidth: 480, minHeight: 400 };
/** All rooms share one place and size. */
const boundsName = 'room';

export interface RoomWindowsOptions {
  make(options: BrowserWindowConstructorOptions): BrowserWindow;
  bounds: BoundsKeeper;
  screen: Pick<Screen, 'getAllDisplays'>;
  /** Its user closed it, or opened so many others that it had to go. */
  onClosed(incidentId: string): void;
  /** Null: the keyboard is in no room any more. */
  onFocused(incidentId: string | null): void;
  /** A window whose page listened before has become this room's. */
  onAdopted(incidentId: string): void;
  clock: Clock;
  log: Log;
}

interface Room {
  lasting: LastingWindow;
  placed: PlacedWindow | null;
  /** What its window was before; null when it was made for it. */
  was: Spare | null;
}

/** The windows of rooms: one for each incident, at most `limits.openRooms`. */
export class RoomWindows {
  readonly #options: RoomWindowsOptions;
  /** The one that had the keyboard last stands last. */
  readonly #rooms = new Map<string, Room>();
  #focusedId: string | null = null;

  /** What waits for a room, out of sight; it is none of those that are open. */
  readonly spare: SpareRoom;

  constructor(options: RoomWindowsOptions) {
    this.#options = options;
    const make = () => options.make({ ...shape, ...this.#place() });
    this.spare = new SpareRoom({ ...options, make });
  }

  /** Incidents whose room is open. */
  get openIds(): readonly string[] {
    return [...this.#rooms.keys()];
  }

  /** Null: that room is not open, or its page has just died. */
  windowOf(incidentId: string): BrowserWindow | null {
    return this.#rooms.get(incidentId)?.lasting.current ?? null;
  }

  /** The incident whose room these web contents show; null when none does. */
  incidentOf(contentsId: number): string | null {
    for (const [incidentId, { lasting }] of this.#rooms) {
      if (lasting.current?.webContents.id === contentsId) return incidentId;
    }
    return null;
  }

  /** Opens it, or brings it to the front. The least recently used one makes room for one too many. */
  open(incidentId: string): void {
    const known = this.#rooms.get(incidentId);
    const current = known?.lasting.current;
    if (current) bringToFront(current);
    else this.#ensure(incidentId, known ?? this.#add(incidentId));
    this.#used(incidentId);
  }

  /** What window managers and people tell the rooms apart by. */
  name(incidentId: string, { number, service }: { number: number; service: string }): void {
    const window = this.windowOf(incidentId);
    const title = `Tocsin room: #${number} ${service}`;
    if (window && window.getTitle() !== title) window.setTitle(title);
  }

  /** As the app ends. */
  closeAll(): void {
    this.spare.close();
    for (const { lasting, placed } of this.#rooms.values()) {
      placed?.remember();
      lasting.close();
    }
    this.#rooms.clear();
  }

  #add(incidentId: string): Room {
    const { clock, log } = this.#options;
    const [leastUsed] = this.#rooms.keys();
    if (this.#rooms.size >= limits.openRooms && leastUsed !== undefined) this.#forget(leastUsed);
    const lasting = new LastingWindow({
      name: 'room',
      make: () => this.#make(incidentId, room),
      onReplaced: () => this.#begin(incidentId, room),
      onGone: () => undefined,
      onClosed: () => this.#forget(incidentId),
      clock,
      log,
    });
    const room: Room = { lasting, placed: null, was: null };
    this.#rooms.set(incidentId, room);
    return room;
  }

  #ensure(incidentId: string, room: Room): void {
    room.lasting.ensure();
    this.#begin(incidentId, room);
  }

  /** A page that has loaded before is told of its room ahead of any key that is meant for it. */
  #begin(incidentId: string, { was, placed }: Room): void {
    if (was?.isListening === true) this.#options.onAdopted(incidentId);
    if (was?.isDrawn === true) placed?.show();
  }

  #forget(incidentId: string): void {
    const room = this.#rooms.get(incidentId);
    if (room === undefined) return;
    this.#rooms.delete(incidentId);
    room.lasting.close();
    this.spare.roomClosed();
    if (this.#focusedId === incidentId) this.#focus(null);
    this.#options.onClosed(incidentId);
  }

  #used(incidentId: string): void {
    const room = this.#rooms.get(incidentId);
    if (room === undefined) return;
    this.#rooms.delete(incidentId);
    this.#rooms.set(incidentId, room);
  }

  #focus(incidentId: string | null): void {
    this.#focusedId = incidentId;
    this.#options.onFocused(incidentId);
  }

  #make(incidentId: string, room: Room): BrowserWindow {
    const { make, bounds, clock } = this.#options;
    const placedAt = this.#place();
    const was = this.spare.take();
    if (placedAt !== null) was?.window.setBounds(placedAt);
    const window = was?.window ?? make({ ...shape, ...placedAt });
    const placed = placedWindow(window, { name: boundsName, placedAt, bounds, clock });
    if (was?.isDrawn !== true) window.once('ready-to-show', placed.show);
    Object.assign(room, { placed, was });
    window.on('focus', () => {
      this.#used(incidentId);
      this.#focus(incidentId);
    });
    window.on('blur', () => {
      if (this.#focusedId === incidentId) this.#focus(null);
    });
    return window;
  }

  /** Where rooms were last, but not exactly on top of another one. */
  #place(): WindowBounds | null {
    const remembered = this.#options.bounds.read(boundsName);
    const areas = this.#options.screen.getAllDisplays().map(({ workArea }) => workArea);
    const others = [...this.#rooms.values()].flatMap(
      ({ lasting }) => lasting.current?.getBounds() ?? [],
    );
    const wanted = remembered !== null && isReachable(remembered, areas) ? remembered : null;
    const start = wanted ?? others.at(-1);
    const area = start && areas.find((one) => isReachable(start, [one]));
    return area ? cascaded(area, start, others) : null;
  }
}
