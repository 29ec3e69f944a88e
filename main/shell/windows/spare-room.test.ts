import { describe, expect, it } from 'vitest';
import { FakeWindow } from '../testing/fake-window.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { memoryLog } from '../testing/memory-log.ts';
import { SpareRoom } from './spare-room.ts';

function start() {
  const clock = new ManualClock();
  const made: FakeWindow[] = [];
  const spare = new SpareRoom({
    make: () => {
      const window = new FakeWindow();
      made.push(window);
      return window.asBrowserWindow();
    },
    clock,
    log: memoryLog(),
  });
  return { spare, clock, made };
}

describe('a window that waits for a room', () => {
  it('is there only while one is wanted, once all else has been done', () => {
    const { spare, clock, made } = start();
    clock.pass(60_000);
    expect(made).toEqual([]);
    spare.want(true);
    spare.want(true);
    clock.pass(999);
    expect(spare.current).toBeNull();
    clock.pass(1);
    expect(spare.current).toBe(made[0]);
    expect(made[0]).toMatchObject({ visible: false, focused: false });
    spare.want(false);
    expect(made[0]?.destroyed).toBe(true);
    expect(spare.current).toBeNull();
    spare.want(true);
    spare.want(false);
    clock.pass(60_000);
    expect(made).toHaveLength(1);
  });

  it('is taken once, and another follows', () => {
    const { spare, clock, made } = start();
    spare.want(true);
    clock.pass(1_000);
    expect(spare.take()).toEqual({ window: made[0], isListening: false, isDrawn: false });
    expect(spare.take()).toBeNull();
    expect(spare.current).toBeNull();
    // What happens to the one that was taken is no business of it any more.
    clock.pass(2_999);
    expect(made).toHaveLength(1);
    clock.pass(1);
    made[0]?.crash();
    made[0]?.closeByUser();
    clock.pass(60_000);
    expect(spare.current).toBe(made[1]);
    expect(made).toHaveLength(2);
  });

  it('is not made while the room that was just opened loads', () => {
    const { spare, clock, made } = start();
    spare.want(true);
    clock.pass(900);
    spare.take();
    clock.pass(2_999);
    expect(made).toEqual([]);
    clock.pass(1);
    expect(made).toHaveLength(1);
  });

  it('follows sooner once a room is closed', () => {
    const { spare, clock, made } = start();
    spare.roomClosed();
    clock.pass(60_000);
    expect(made).toEqual([]);
    spare.want(true);
    clock.pass(1_000);
    spare.roomClosed();
    clock.pass(60_000);
    expect(made).toHaveLength(1);
    spare.take();
    clock.pass(1_000);
    spare.roomClosed();
    clock.pass(300);
    expect(spare.current).toBe(made[1]);
    clock.pass(60_000);
    expect(made).toHaveLength(2);
  });

  it('tells how far it is', () => {
    const { spare, clock, made } = start();
    spare.want(true);
    spare.pageReady();
    clock.pass(1_000);
    made[0]?.emit('ready-to-show');
    spare.pageReady();
    expect(spare.take()).toMatchObject({ isListening: true, isDrawn: true });
    clock.pass(3_000);
    expect(spare.take()).toMatchObject({ isListening: false, isDrawn: false });
  });

  it.each([
    ['whose page dies', (window: FakeWindow) => window.crash()],
    [
      'whose page cannot be loaded',
      (window: FakeWindow) =>
        window.webContents.emit('did-fail-load', {}, -2, 'ERR_FAILED', 'url', true),
    ],
    ['that somebody destroys', (window: FakeWindow) => window.destroy()],
  ])('%s is taken by nobody, and nobody waits for another', (_how, lose) => {
    const { spare, clock, made } = start();
    spare.want(true);
    clock.pass(1_000);
    lose(made[0] as FakeWindow);
    expect(spare.current).toBeNull();
    clock.pass(60_000);
    expect(made).toHaveLength(1);
    expect(made[0]?.destroyed).toBe(true);
    expect(spare.take()).toBeNull();
    clock.pass(3_000);
    expect(spare.current).toBe(made[1]);
  });

  it('is made anew on demand, and not as the app ends', () => {
    const { spare, clock, made } = start();
    spare.renew();
    clock.pass(1_000);
    expect(made).toEqual([]);
    spare.want(true);
    clock.pass(1_000);
    spare.renew();
    expect(made[0]?.destroyed).toBe(true);
    clock.pass(1_000);
    expect(spare.current).toBe(made[1]);
    spare.close();
    clock.pass(60_000);
    expect(made.map(({ destroyed }) => destroyed)).toEqual([true, true]);
  });
});
