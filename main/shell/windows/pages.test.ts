import type { BrowserWindowConstructorOptions, Screen } from 'electron';
import { describe, expect, it } from 'vitest';
import type { PageKind } from '../../ipc/contract.ts';
import type { SoundOrder } from '../../ipc/views.ts';
import type { WindowBounds } from '../settings-store.ts';
import { FakeWindow } from '../testing/fake-window.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { memoryLog } from '../testing/memory-log.ts';
import { Pages } from './pages.ts';

const order: SoundOrder = {
  pattern: 'critical',
  volume: 1,
  since: '2026-11-23T03:12:00.000Z',
  isPreview: false,
};

function start(remembered: WindowBounds | null = null) {
  const clock = new ManualClock();
  const made: { page: PageKind; options: BrowserWindowConstructorOptions; window: FakeWindow }[] =
    [];
  const told: string[] = [];
  const written: WindowBounds[] = [];
  const pages = new Pages({
    make: (page, options) => {
      const window = new FakeWindow();
      made.push({ page, options, window });
      return window.asBrowserWindow();
    },
    alertWindow: () => null,
    bounds: { read: () => remembered, write: (_page, bounds) => written.push(bounds) },
    screen: {
      getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1_280, height: 800 } }],
    } as unknown as Screen,
    theme: () => 'dark',
    onSoundGone: () => told.push('sound gone'),
    isChecking: true,
    clock,
    log: memoryLog(),
    beep: () => told.push('beep'),
    restartAudioService: () => told.push('audio service'),
  });
  const last = () => {
    const entry = made.at(-1);
    if (entry === undefined) throw new Error('No window was made.');
    return entry;
  };
  return { pages, clock, made, told, written, last };
}

describe('a window that its user opens', () => {
  it('is made when it is wanted, shown once it has something to show, and made once', () => {
    const { pages, made, last } = start();
    expect(pages.isOpen('board')).toBe(false);
    pages.open('board');
    expect(pages.isOpen('board')).toBe(true);
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
    expect(pages.isOpen('board')).toBe(false);
    expect(written).toEqual([{ x: 40, y: 50, width: 900, height: 600 }]);
    pages.open('board');
    expect(made).toHaveLength(2);
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
    expect(pages.isOpen('board')).toBe(true);
  });

  it('is known by its web contents', () => {
    const { pages, last } = start();
    pages.open('settings');
    expect(pages.pageOf(last().window.webContents.id)).toBe('settings');
    pages.prepareSound();
    expect(pages.pageOf(last().window.webContents.id)).toBe('sound');
    expect(pages.pageOf(-1)).toBeNull();
  });
});

describe('a push', () => {
  it('goes to the pages of its channel that are open', () => {
    const { pages, made } = start();
    pages.open('board');
    pages.open('settings');
    pages.push('settings:level', { level: 0.5 });
    pages.pushTheme();
    expect(made.map(({ window }) => window.webContents.sent)).toEqual([
      [['page:theme', 'dark']],
      [
        ['settings:level', { level: 0.5 }],
        ['page:theme', 'dark'],
      ],
    ]);
  });

  it('that is not of the contract is found in development', () => {
    const { pages } = start();
    pages.open('settings');
    expect(() => pages.push('settings:level', { level: 7 })).toThrow('malformed');
  });
});

describe('the sound page', () => {
  it('is never slowed down and never shown', () => {
    const { pages, last } = start();
    pages.prepareSound();
    expect(last().options.webPreferences?.backgroundThrottling).toBe(false);
    last().window.emit('ready-to-show');
    expect(last().window.visible).toBe(false);
  });

  it('gets its last order again when it is made anew', () => {
    const { pages, last, clock, told } = start();
    pages.prepareSound();
    pages.order(order);
    last().window.crash();
    expect(told).toEqual(['sound gone']);
    clock.pass(50);
    expect(last().window.webContents.sent).toEqual([]);
    pages.pageReady('sound');
    expect(last().window.webContents.sent).toEqual([['sound:order', order]]);
  });

  it('that speaks is left alone: only the audio service below it is started anew, not too often', () => {
    const { pages, made, told, clock } = start();
    pages.prepareSound();
    for (let second = 0; second < 20; second += 2) {
      pages.soundSpoke();
      pages.restart();
      clock.pass(2_000);
    }
    expect(made).toHaveLength(1);
    expect(told).toEqual(['audio service', 'audio service']);
  });

  it('that says nothing is made anew', () => {
    const { pages, made, clock } = start();
    pages.prepareSound();
    pages.soundSpoke();
    clock.pass(4_000);
    pages.restart();
    expect(made).toHaveLength(2);
    expect(made[0]?.window.destroyed).toBe(true);
  });
});
