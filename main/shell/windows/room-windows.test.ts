import type { BrowserWindowConstructorOptions, Screen } from 'electron';
import { describe, expect, it } from 'vitest';
import { limits } from '../../../server/protocol/limits.ts';
import type { WindowBounds } from '../settings-store.ts';
import { FakeWindow } from '../testing/fake-window.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { memoryLog } from '../testing/memory-log.ts';
import { RoomWindows } from './room-windows.ts';

function start() {
  const clock = new ManualClock();
  const made: { options: BrowserWindowConstructorOptions; window: FakeWindow }[] = [];
  const told: string[] = [];
  const kept: { bounds: WindowBounds | null } = { bounds: null };
  const rooms = new RoomWindows({
    make: (options) => {
      const window = new FakeWindow();
      const { x, y, width, height } = options;
      if (x !== undefined && y !== undefined) Object.assign(window.bounds, { x, y });
      Object.assign(window.bounds, { width, height });
      made.push({ options, window });
      return window.asBrowserWindow();
    },
    bounds: { read: () => kept.bounds, write: (_name, bounds) => (kept.bounds = bounds) },
    screen: {
      getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1_280, height: 800 } }],
    } as unknown as Screen,
    onClosed: (incidentId) => told.push(`${incidentId} closed`),
    onFocused: (incidentId) => told.push(`in ${incidentId ?? 'no room'}`),
    onAdopted: (incidentId) => {
      const isSeen = rooms.windowOf(incidentId)?.isVisible() === true;
      told.push(`${incidentId} for a page that waited${isSeen ? ', too late' : ''}`);
    },
    clock,
    log: memoryLog(),
  });
  const window = (index: number): FakeWindow => {
    const one = made.at(index)?.window;
    if (one === undefined) throw new Error('No window was made.');
    return one;
  };
  return { rooms, clock, made, told, kept, window };
}

describe('rooms', () => {
  it('have one window for each incident, which comes to the front when it is open', () => {
    const { rooms, made, window } = start();
    rooms.open('i1');
    window(0).emit('ready-to-show');
    rooms.open('i2');
    window(0).focused = false;
    rooms.open('i1');
    expect(made).toHaveLength(2);
    expect(window(0).focused).toBe(true);
    expect(rooms.openIds).toEqual(['i2', 'i1']);
    expect(rooms.incidentOf(window(1).webContents.id)).toBe('i2');
    expect(rooms.incidentOf(-1)).toBeNull();
  });

  it('are told apart by their titles', () => {
    const { rooms, window } = start();
    rooms.open('i1');
    rooms.name('i1', { number: 41, service: 'checkout' });
    rooms.name('unknown', { number: 42, service: 'search' });
    expect(window(0).title).toBe('Tocsin room: #41 checkout');
  });

  it('open where the last one was closed, and beside each other', () => {
    const { rooms, made, window, kept } = start();
    rooms.open('i1');
    window(0).bounds = { x: 40, y: 50, width: 900, height: 600 };
    window(0).closeByUser();
    expect(kept.bounds).toEqual({ x: 40, y: 50, width: 900, height: 600 });
    rooms.open('i1');
    expect(made[1]?.options).toMatchObject({ x: 40, y: 50, width: 900, height: 600 });
    rooms.open('i2');
    rooms.open('i3');
    expect(made[2]?.options).toMatchObject({ x: 72, y: 82, width: 900, height: 600 });
    expect(made[3]?.options).toMatchObject({ x: 104, y: 114 });
  });

  it('tell when they are closed and which has the keyboard', () => {
    const { rooms, told, window } = start();
    rooms.open('i1');
    rooms.open('i2');
    window(0).emit('focus');
    window(1).emit('focus');
    // The one that loses the keyboard may say so after the one that gets it.
    window(0).emit('blur');
    window(1).closeByUser();
    expect(told).toEqual(['in i1', 'in i2', 'in no room', 'i2 closed']);
    expect(rooms.openIds).toEqual(['i1']);
  });

  it('are so many at most: the one that was not used for longest makes place', () => {
    const { rooms, told, window } = start();
    for (let index = 0; index < limits.openRooms; index += 1) rooms.open(`i${index}`);
    window(0).emit('focus');
    rooms.open('one more');
    expect(rooms.openIds).toHaveLength(limits.openRooms);
    expect(told).toEqual(['in i0', 'i1 closed']);
    expect(window(1).destroyed).toBe(true);
  });

  it('are made anew when their page dies, and stay open meanwhile', () => {
    const { rooms, made, told, window, clock } = start();
    rooms.open('i1');
    window(0).crash();
    expect(rooms.openIds).toEqual(['i1']);
    expect(rooms.windowOf('i1')).toBeNull();
    clock.pass(50);
    expect(made).toHaveLength(2);
    expect(rooms.windowOf('i1')).toBe(window(1));
    expect(told).toEqual([]);
  });

  it('whose user closes the dead window are not made anew', () => {
    const { rooms, made, told, window, clock } = start();
    rooms.open('i1');
    window(0).crash();
    window(0).closeByUser();
    clock.pass(60_000);
    expect(made).toHaveLength(1);
    expect(told).toEqual(['i1 closed']);
    rooms.open('i1');
    expect(rooms.windowOf('i1')).toBe(window(1));
  });

  it('are closed by whatever takes their window away, and open again', () => {
    const { rooms, made, told, window } = start();
    for (let round = 0; round < 3; round += 1) {
      rooms.open('i1');
      window(round).destroy();
      expect(rooms.openIds).toEqual([]);
    }
    expect(made).toHaveLength(3);
    expect(told).toEqual(['i1 closed', 'i1 closed', 'i1 closed']);
  });

  it('end with the app and keep their place', () => {
    const { rooms, told, kept, window } = start();
    rooms.open('i1');
    window(0).bounds = { x: 40, y: 50, width: 900, height: 600 };
    rooms.closeAll();
    expect(window(0).destroyed).toBe(true);
    expect(kept.bounds).toMatchObject({ x: 40, width: 900 });
    expect(told).toEqual([]);
  });
});

describe('the window that waits for a room', () => {
  function startReady() {
    const started = start();
    const { rooms, clock, window } = started;
    const makeReady = (index: number): void => {
      clock.pass(3_000);
      window(index).emit('ready-to-show');
      rooms.spare.pageReady();
    };
    rooms.spare.want(true);
    makeReady(0);
    return { ...started, makeReady };
  }

  it('becomes the next room: told of it first, shown at once, and another one follows', () => {
    const { rooms, told, window, makeReady } = startReady();
    expect(rooms.openIds).toEqual([]);
    expect(rooms.incidentOf(window(0).webContents.id)).toBeNull();
    expect(window(0)).toMatchObject({ visible: false, focused: false });
    rooms.open('i1');
    makeReady(1);
    rooms.open('i2');
    expect([rooms.windowOf('i1'), rooms.windowOf('i2')]).toEqual([window(0), window(1)]);
    expect(told).toEqual(['i1 for a page that waited', 'i2 for a page that waited']);
    expect(window(1)).toMatchObject({ visible: true, focused: true });
    // What a new window does when it has drawn its first frame is long done.
    window(0).emit('ready-to-show');
    expect(window(0).done.filter((what) => what === 'show')).toHaveLength(1);
  });

  it('serves again and again, however rooms are closed', () => {
    const { rooms, made, told, window, makeReady } = startReady();
    for (let round = 0; round < 20; round += 1) {
      rooms.open('i1');
      expect(rooms.windowOf('i1')).toBe(window(round));
      if (round % 2 === 0) window(round).closeByUser();
      else window(round).destroy();
      makeReady(round + 1);
    }
    expect(made).toHaveLength(21);
    expect(told).toHaveLength(40);
    expect(made.filter(({ window: { destroyed } }) => !destroyed)).toHaveLength(1);
  });

  it('goes where rooms were last, and is kept there by its user', () => {
    const { rooms, window, kept, makeReady } = startReady();
    kept.bounds = { x: 40, y: 50, width: 900, height: 600 };
    rooms.open('i1');
    expect(window(0).bounds).toEqual(kept.bounds);
    makeReady(1);
    rooms.open('i2');
    expect(window(1).bounds).toMatchObject({ x: 72, y: 82 });
    window(0).bounds = { x: 10, y: 10, width: 800, height: 500 };
    window(0).closeByUser();
    expect(kept.bounds).toEqual({ x: 10, y: 10, width: 800, height: 500 });
  });

  it('is waited for while it loads, as a window made for the room would be', () => {
    const { rooms, made, told, window, clock } = start();
    rooms.spare.want(true);
    clock.pass(1_000);
    rooms.open('i1');
    expect(made).toHaveLength(1);
    expect(rooms.incidentOf(window(0).webContents.id)).toBe('i1');
    expect(window(0).visible).toBe(false);
    window(0).emit('ready-to-show');
    expect(window(0)).toMatchObject({ visible: true, focused: true });
    expect(told).toEqual([]);
  });

  it('stands in for a room whose page died', () => {
    const { rooms, told, window, clock, makeReady } = startReady();
    rooms.open('i1');
    makeReady(1);
    window(0).crash();
    clock.pass(50);
    expect(rooms.windowOf('i1')).toBe(window(1));
    expect(window(0).destroyed).toBe(true);
    expect(window(1).visible).toBe(true);
    expect(told).toEqual(['i1 for a page that waited', 'i1 for a page that waited']);
    window(1).crash();
    rooms.open('i1');
    expect(rooms.windowOf('i1')).toBe(window(2));
    expect(window(1).destroyed).toBe(true);
  });

  it('goes with the app', () => {
    const { rooms, window, clock, made } = startReady();
    rooms.closeAll();
    clock.pass(60_000);
    expect(window(0).destroyed).toBe(true);
    expect(made).toHaveLength(1);
  });
});
