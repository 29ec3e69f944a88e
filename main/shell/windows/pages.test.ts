import type { BrowserWindowConstructorOptions, Screen } from 'electron';
import { describe, expect, it } from 'vitest';
import type { WindowBounds } from '../settings-store.ts';
import { FakeWindow } from '../testing/fake-window.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { memoryLog } from '../testing/memory-log.ts';
import { Pages } from './pages.ts';

function start(remembered: WindowBounds | null = null) {
  const clock = new ManualClock();
  const made: { options: BrowserWindowConstructorOptions; window: FakeWindow }[] = [];
  const written: WindowBounds[] = [];
  const pages = new Pages({
    make: (_page, options) => {
      const window = new FakeWindow();
      made.push({ options, window });
      return window.asBrowserWindow();
    },
    bounds: { read: () => remembered, write: (_page, bounds) => written.push(bounds) },
    screen: {
      getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1_280, height: 800 } }],
    } as unknown as Screen,
    clock,
    log: memoryLog(),
  });
  const last = () => {
    const entry = made.at(-1);
    if (entry === undefined) throw new Error('No window was made.');
    return entry;
  };
  return { pages, clock, made, written, last };
}

describe('a window that its user opens', () => {
  it('is made when it is wanted, shown once it has something to show, and made once', () => {
    const { pages, made, last } = start();
    expect(pages.windowOf('board')).toBeNull();
    pages.open('board');
    expect(pages.windowOf('board')).toBe(last().window);
    expect(last().window.visible).toBe(false);
    last().window.emit('ready-to-show');
    expect(last().window.visible).toBe(true);
    last().window.focused = false;
    pages.open('board');
    expect(made).toHaveLength(1);
    expect(last().window.focused).toBe(true);
  });

  it('is gone for good when it is closed, and comes back where it was', () => {
    const { pages, last, written, made } = start();
    pages.open('board');
    last().window.bounds = { x: 40, y: 50, width: 900, height: 600 };
    last().window.closeByUser();
    expect(pages.windowOf('board')).toBeNull();
    expect(written).toEqual([{ x: 40, y: 50, width: 900, height: 600 }]);
    pages.open('board');
    expect(made).toHaveLength(2);
  });

  it('keeps its place when the app ends', () => {
    const { pages, last, written } = start();
    pages.open('board');
    last().window.bounds = { x: 40, y: 50, width: 900, height: 600 };
    pages.closeAll();
    expect(last().window.destroyed).toBe(true);
    expect(written).toEqual([{ x: 40, y: 50, width: 900, height: 600 }]);
  });

  it('is put back where it was only if that can still be seen', () => {
    const seen = start({ x: 40, y: 50, width: 900, height: 600 });
    seen.pages.open('board');
    expect(seen.last().options).toMatchObject({ x: 40, width: 900 });
    const lost = start({ x: 4_000, y: 50, width: 900, height: 600 });
    lost.pages.open('board');
    expect(lost.last().options).not.toHaveProperty('x');
  });

  it('is made anew when its page dies', () => {
    const { pages, last, made, clock } = start();
    pages.open('board');
    last().window.crash();
    clock.pass(50);
    expect(made).toHaveLength(2);
    expect(pages.windowOf('board')).toBe(last().window);
  });
});
