import { describe, expect, it } from 'vitest';
import { FakeWindow } from '../testing/fake-window.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { memoryLog } from '../testing/memory-log.ts';
import { LastingWindow } from './lasting-window.ts';

function start() {
  const clock = new ManualClock();
  const made: FakeWindow[] = [];
  const replaced: boolean[] = [];
  let goneCount = 0;
  let closedCount = 0;
  const lasting = new LastingWindow({
    name: 'sound',
    make: () => {
      const pane = new FakeWindow();
      made.push(pane);
      return pane.asBrowserWindow();
    },
    onReplaced: (_window, wasVisible) => replaced.push(wasVisible),
    onGone: () => void (goneCount += 1),
    onClosed: () => void (closedCount += 1),
    clock,
    log: memoryLog(),
  });
  const last = (): FakeWindow => made.at(-1) as FakeWindow;
  return { clock, made, replaced, lasting, last, gone: () => goneCount, closed: () => closedCount };
}

describe('a window that lasts', () => {
  it('is made once, when it is needed', () => {
    const { lasting, made } = start();
    expect(lasting.current).toBeNull();
    expect(lasting.ensure()).toBe(lasting.ensure());
    expect(made).toHaveLength(1);
  });

  it('is made anew after its page died, and told so at once', () => {
    const { lasting, made, last, clock, gone, replaced } = start();
    lasting.ensure();
    last().visible = true;
    last().crash();
    expect(gone()).toBe(1);
    expect(lasting.current).toBeNull();
    clock.pass(50);
    expect(made).toHaveLength(2);
    expect(made[0]?.destroyed).toBe(true);
    expect(replaced).toEqual([true]);
    expect(lasting.current).toBe(last());
  });

  it('waits longer after each death, and starts over once it has held', () => {
    const { lasting, last, clock, made } = start();
    lasting.ensure();
    const waits: number[] = [];
    const crashAndMeasure = () => {
      const count = made.length;
      last().crash();
      const from = clock.now();
      while (made.length === count) clock.pass(10);
      waits.push(clock.now() - from);
    };
    for (let round = 0; round < 6; round += 1) crashAndMeasure();
    clock.pass(60_000);
    crashAndMeasure();
    expect(waits).toEqual([50, 500, 2_000, 10_000, 30_000, 30_000, 50]);
  });

  it('counts one death once', () => {
    const { lasting, last, clock, made } = start();
    lasting.ensure();
    const dead = last();
    dead.crash();
    dead.crash();
    dead.emit('unresponsive');
    clock.pass(100_000);
    expect(made).toHaveLength(2);
  });

  it('is made at once when it is needed while it waits', () => {
    const { lasting, last, clock, made } = start();
    lasting.ensure();
    last().crash();
    lasting.ensure();
    clock.pass(100_000);
    expect(made).toHaveLength(2);
  });

  it('is replaced when its page does not answer, unless it comes round', () => {
    const { lasting, last, clock, made } = start();
    lasting.ensure();
    last().emit('unresponsive');
    clock.pass(4_000);
    last().emit('responsive');
    clock.pass(60_000);
    expect(made).toHaveLength(1);
    last().emit('unresponsive');
    clock.pass(5_050);
    expect(made).toHaveLength(2);
  });

  it('is replaced when its page cannot be loaded, but not when a load was called off', () => {
    const { lasting, last, clock, made } = start();
    lasting.ensure();
    last().webContents.emit('did-fail-load', {}, -3, 'ERR_ABORTED', 'url', true);
    clock.pass(60_000);
    expect(made).toHaveLength(1);
    last().webContents.emit('did-fail-load', {}, -2, 'ERR_FAILED', 'url', true);
    clock.pass(50);
    expect(made).toHaveLength(2);
  });

  it('stays closed once closed, by us or by its user', () => {
    const { lasting, last, clock, made } = start();
    lasting.ensure();
    const pane = last();
    lasting.close();
    pane.crash();
    lasting.ensure();
    last().destroy();
    clock.pass(100_000);
    expect(lasting.current).toBeNull();
    expect(made).toHaveLength(2);
  });

  it('tells when its user closes it, dead or alive, and not what it does itself', () => {
    const { lasting, last, clock, made, closed } = start();
    lasting.ensure();
    lasting.restart();
    last().crash();
    clock.pass(50);
    last().crash();
    lasting.ensure();
    lasting.close();
    expect(made.map(({ destroyed }) => destroyed)).toEqual([true, true, true, true]);
    expect(closed()).toBe(0);
    lasting.ensure();
    last().closeByUser();
    expect(closed()).toBe(1);
    lasting.ensure();
    last().crash();
    last().closeByUser();
    expect(closed()).toBe(2);
  });

  it('leaves no dead window behind when it is closed meanwhile', () => {
    const { lasting, last, clock, closed } = start();
    lasting.ensure();
    last().crash();
    lasting.close();
    clock.pass(60_000);
    expect(last().destroyed).toBe(true);
    expect(closed()).toBe(0);
  });

  it('is made anew at once by restart', () => {
    const { lasting, made } = start();
    lasting.ensure();
    const anew: unknown = lasting.restart();
    expect(made[0]?.destroyed).toBe(true);
    expect(anew).toBe(made[1]);
  });
});
