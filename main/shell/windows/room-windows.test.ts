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
