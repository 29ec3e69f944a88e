import type { Screen } from 'electron';
import { describe, expect, it } from 'vitest';
import type { PageKind } from '../../ipc/contract.ts';
import { FakeWindow } from '../testing/fake-window.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { memoryLog } from '../testing/memory-log.ts';
import { Pages } from './pages.ts';
import { RoomWindows } from './room-windows.ts';
import { SoundWindow } from './sound-window.ts';
import { WindowRegister } from './window-register.ts';

function start() {
  const made: { page: PageKind; window: FakeWindow }[] = [];
  const make = (page: PageKind) => {
    const window = new FakeWindow();
    made.push({ page, window });
    return window.asBrowserWindow();
  };
  const around = {
    bounds: { read: () => null, write: () => undefined },
    screen: { getAllDisplays: () => [] } as unknown as Screen,
    clock: new ManualClock(),
    log: memoryLog(),
  };
  const { clock } = around;
  const nothing = () => undefined;
  const sound = new SoundWindow({
    make: () => make('sound'),
    send: (order) => windows.push('sound:order', order),
    ...{ onGone: nothing, beep: nothing, restartAudioService: nothing },
    askSystem: () => Promise.resolve(null),
    ...around,
  });
  const rooms = new RoomWindows({
    make: () => make('room'),
    ...{ onClosed: nothing, onFocused: nothing, onAdopted: nothing },
    ...around,
  });
  const windows = new WindowRegister({
    alertWindow: () => null,
    sound,
    pages: new Pages({ make, ...around }),
    rooms,
    theme: () => 'dark',
    isChecking: true,
  });
  const idOf = (index: number) => made[index]?.window.webContents.id ?? -1;
  const sent = () => made.map(({ window }) => window.webContents.sent.map(([channel]) => channel));
  return { windows, sound, clock, made, idOf, sent };
}

const entries = { incidentId: 'i2', isReset: true, entries: [] };

describe('the windows of the app', () => {
  it('are known by their web contents, rooms with their incident', () => {
    const { windows, sound, idOf } = start();
    windows.open('settings');
    sound.prepare();
    windows.openRoom('i1');
    windows.openRoom('i2');
    expect(windows.senderOf(idOf(0))).toEqual({ page: 'settings', incidentId: null });
    expect(windows.senderOf(idOf(1))).toEqual({ page: 'sound', incidentId: null });
    expect(windows.senderOf(idOf(2))).toEqual({ page: 'room', incidentId: 'i1' });
    expect(windows.senderOf(idOf(3))).toEqual({ page: 'room', incidentId: 'i2' });
    expect(windows.senderOf(-1)).toBeNull();
    expect(windows.openRooms()).toEqual(['i1', 'i2']);
    expect(windows.isOpen('room')).toBe(true);
    expect(windows.isOpen('board')).toBe(false);
  });

  it('each hear what is for them', () => {
    const { windows, sent } = start();
    windows.open('board');
    windows.open('settings');
    windows.openRoom('i1');
    windows.openRoom('i2');
    windows.push('settings:level', { level: 0.5 });
    windows.pageReady({ page: 'room', incidentId: 'i1' });
    windows.pushToRoom('i2', 'room:entries', entries);
    windows.pushToRoom('not open', 'room:entries', entries);
    expect(sent()).toEqual([
      ['page:theme'],
      ['settings:level', 'page:theme'],
      ['page:theme'],
      ['page:theme', 'room:entries'],
    ]);
  });

  it('count the one that waits for a room among none, though it has a theme', () => {
    const { windows, clock, idOf, sent } = start();
    windows.expectRooms(true);
    clock.pass(1_000);
    expect(windows.senderOf(idOf(0))).toEqual({ page: 'room', incidentId: null });
    expect(windows.isOpen('room')).toBe(false);
    expect(windows.openRooms()).toEqual([]);
    windows.pageReady({ page: 'room', incidentId: null });
    windows.pushToRoom('i2', 'room:entries', entries);
    windows.push('room:entries', entries);
    expect(sent()).toEqual([['page:theme']]);
    windows.openRoom('i2');
    windows.pushToRoom('i2', 'room:entries', entries);
    expect(windows.senderOf(idOf(0))).toEqual({ page: 'room', incidentId: 'i2' });
    expect(sent()).toEqual([['page:theme', 'room:entries']]);
    windows.expectRooms(false);
    clock.pass(60_000);
    expect(sent()).toHaveLength(1);
  });

  it('tell of a push that is not of the contract in development', () => {
    const { windows } = start();
    windows.open('settings');
    expect(() => windows.push('settings:level', { level: 7 })).toThrow('malformed');
  });

  it('are all gone at the end', () => {
    const { windows, sound, made } = start();
    windows.open('board');
    windows.openRoom('i1');
    sound.prepare();
    windows.closeAll();
    expect(made.map(({ window }) => window.destroyed)).toEqual([true, true, true]);
  });
});
