import type { App, Screen } from 'electron';
import { describe, expect, it } from 'vitest';
import { FakeWindow } from '../testing/fake-window.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { memoryLog } from '../testing/memory-log.ts';
import { AlertWindow } from './alert-window.ts';

const smallArea = { x: 1_280, y: 28, width: 1_280, height: 772 };

function start({ isWayland = false, isReady = true, workArea = smallArea } = {}) {
  const clock = new ManualClock();
  const made: FakeWindow[] = [];
  const world = { idleSeconds: 600, closes: 0, looks: 0 };
  const alert = new AlertWindow({
    make: () => {
      made.push(new FakeWindow());
      return last().asBrowserWindow();
    },
    app: {} as App,
    screen: {
      getCursorScreenPoint: () => ({ x: 2_000, y: 400 }),
      getDisplayNearestPoint: () => ({ workArea }),
      getDisplayMatching: () => ({ workArea }),
    } as unknown as Screen,
    powerMonitor: { getSystemIdleTime: () => world.idleSeconds },
    desktop: { platform: 'linux', isWayland },
    clock,
    log: memoryLog(),
    onCloseAsked: () => void (world.closes += 1),
    onSeen: () => void (world.looks += 1),
  });
  const last = (): FakeWindow => made.at(-1) as FakeWindow;
  alert.prepare();
  if (isReady) alert.pageReady();
  return { alert, clock, made, last, world };
}

describe('the alert window', () => {
  it('is loaded before it is needed, out of sight', () => {
    const { made, last } = start();
    expect(made).toHaveLength(1);
    expect(last().visible).toBe(false);
  });

  it('comes up on top, on the display with the pointer, with the keyboard', async () => {
    const { alert, last, made } = start();
    expect(await alert.show()).toBe(true);
    expect(last()).toMatchObject({ visible: true, onTop: true, focused: true });
    expect(last().bounds).toEqual({ x: 1_560, y: 145, width: 720, height: 420 });
    // On macOS the workspaces must be said first.
    expect(last().done.slice(0, 4)).toEqual(['setBounds', 'onAllWorkspaces', 'raise', 'show']);
    expect(made).toHaveLength(1);
  });

  it('waits a little for its page, and no longer', async () => {
    const { alert, last, clock } = start({ isReady: false });
    const shown = alert.show();
    await Promise.resolve();
    expect(last().visible).toBe(false);
    clock.pass(1_500);
    expect(await shown).toBe(true);
  });

  it('does not come up after all when it was hidden meanwhile', async () => {
    const { alert, last } = start({ isReady: false });
    const shown = alert.show();
    alert.hide();
    alert.pageReady();
    expect(await shown).toBe(false);
    expect(last().visible).toBe(false);
  });

  it('knows when its user looks: not when it comes up, but when they act in it', async () => {
    const { alert, last, clock, world } = start();
    await alert.show();
    last().emit('focus');
    last().webContents.emit('input-event', {}, { type: 'mouseMove' });
    expect(world.looks).toBe(0);
    last().webContents.emit('input-event', {}, { type: 'mouseDown' });
    expect(world.looks).toBe(1);
    clock.pass(5_000);
    last().press();
    expect(world.looks).toBe(2);
    last().emit('focus');
    expect(world.looks).toBe(3);
  });

  it('says whether it could come', () => {
    expect(start().alert.isReady()).toBe(true);
    const { alert, last } = start({ isReady: false });
    expect(alert.isReady()).toBe(false);
    alert.pageReady();
    last().destroy();
    expect(alert.isReady()).toBe(false);
  });

  it('takes the first key of a person who was away, and not one meant for elsewhere', async () => {
    const away = start();
    await away.alert.show();
    expect(away.last().press()).toBe(true);
    const typing = start();
    typing.world.idleSeconds = 0;
    await typing.alert.show();
    typing.clock.pass(100);
    expect(typing.last().press()).toBe(false);
    typing.clock.pass(500);
    expect(typing.last().press()).toBe(true);
  });

  it('takes its place on top again, but the keyboard only from an empty desk', async () => {
    const { alert, last, world } = start();
    await alert.show();
    last().focused = false;
    world.idleSeconds = 3;
    last().done.length = 0;
    alert.reassert();
    expect(last().done).toEqual(['onAllWorkspaces', 'raise', 'moveTop']);
    world.idleSeconds = 30;
    alert.reassert();
    expect(last().focused).toBe(true);
  });

  it('comes back when it was minimised, without taking the keyboard', async () => {
    const { alert, last, world } = start();
    await alert.show();
    alert.minimise();
    expect(last().minimized).toBe(true);
    world.idleSeconds = 0;
    alert.reassert();
    expect(last()).toMatchObject({ visible: true, minimized: false, focused: false });
  });

  it('lets others above it once nothing rings, and goes when nothing is open', async () => {
    const { alert, last } = start();
    await alert.show();
    alert.calm();
    expect(last()).toMatchObject({ visible: true, onTop: false });
    alert.hide();
    expect(last().visible).toBe(false);
  });

  it('is back on top at once when its page dies', async () => {
    const { alert, last, made, clock } = start();
    await alert.show();
    last().crash();
    clock.pass(50);
    alert.pageReady();
    await Promise.resolve();
    await Promise.resolve();
    expect(made).toHaveLength(2);
    expect(last()).toMatchObject({ visible: true, onTop: true });
  });

  it('stays out of sight when its page dies out of sight', () => {
    const { last, made, clock, alert } = start();
    last().crash();
    clock.pass(50);
    alert.pageReady();
    expect(made).toHaveLength(2);
    expect(last().visible).toBe(false);
  });

  it('asks what closing means, until the app ends', async () => {
    const { alert, last, world } = start();
    await alert.show();
    last().closeByUser();
    expect(world.closes).toBe(1);
    expect(last().destroyed).toBe(false);
    alert.close();
    expect(last().destroyed).toBe(true);
  });

  it('does not creep by the width of its frame', async () => {
    const { alert, last, clock } = start();
    last().frame = { x: 1, y: 20 };
    await alert.show();
    clock.pass(300);
    expect(last().bounds).toMatchObject({ x: 1_561, y: 165 });
    for (const heightPx of [500, 480, 500]) alert.resize(heightPx);
    expect(last().bounds).toMatchObject({ x: 1_561, y: 165, height: 500 });
    for (const heightPx of [700, 690, 700]) alert.resize(heightPx);
    expect(last().bounds).toMatchObject({ x: 1_561, y: 100, height: 700 });
  });

  it('grows with its list, within its display', async () => {
    const { alert, last } = start();
    await alert.show();
    alert.resize(600);
    expect(last().bounds).toMatchObject({ y: 145, height: 600 });
    alert.resize(4_000);
    expect(last().bounds).toMatchObject({ y: 28, height: 772 });
    const before = last().bounds;
    alert.resize(772);
    expect(last().bounds).toEqual(before);
    alert.resize(200);
    expect(last().bounds.height).toBe(420);
  });

  it('steps aside for another window of ours, still on top', async () => {
    const { alert, last } = start({ workArea: { ...smallArea, width: 1_920 } });
    await alert.show();
    expect(alert.stepAside()).toBe(true);
    expect(last()).toMatchObject({ onTop: true, bounds: { x: 2_480, y: 380 } });
  });

  it('says so when it would cover that window from every corner', async () => {
    const { alert, last } = start();
    await alert.show();
    expect(alert.stepAside()).toBe(false);
    expect(last().bounds).toMatchObject({ x: 1_560, y: 145 });
  });

  it('asks nothing of Wayland that it does not give', async () => {
    const { alert, last } = start({ isWayland: true });
    await alert.show();
    alert.stepAside();
    alert.resize(600);
    alert.reassert();
    expect(last().done).not.toContain('setBounds');
    expect(last().done).not.toContain('moveTop');
    expect(last().visible).toBe(true);
  });

  it('asks for attention in the taskbar', async () => {
    const { alert, last } = start();
    await alert.show();
    alert.flash(true);
    alert.flash(false);
    expect(last().done.slice(-2)).toEqual(['flash', 'stop flashing']);
  });
});
