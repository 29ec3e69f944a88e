import type { BrowserWindowConstructorOptions } from 'electron';
import { describe, expect, it } from 'vitest';
import type { SoundOrder } from '../../ipc/views.ts';
import { FakeWindow } from '../testing/fake-window.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { memoryLog } from '../testing/memory-log.ts';
import { SoundWindow } from './sound-window.ts';

const order: SoundOrder = {
  pattern: 'critical',
  volume: 1,
  since: '2026-11-23T03:12:00.000Z',
  isPreview: false,
};

function start() {
  const clock = new ManualClock();
  const made: { options: BrowserWindowConstructorOptions; window: FakeWindow }[] = [];
  const told: string[] = [];
  const sent: SoundOrder[] = [];
  const sound = new SoundWindow({
    make: (options) => {
      const window = new FakeWindow();
      made.push({ options, window });
      return window.asBrowserWindow();
    },
    send: (one) => sent.push(one),
    onGone: () => told.push('sound gone'),
    clock,
    log: memoryLog(),
    beep: () => told.push('beep'),
    restartAudioService: () => told.push('audio service'),
    askSystem: () => Promise.resolve(null),
  });
  return { sound, clock, made, told, sent };
}

describe('the sound page', () => {
  it('is never slowed down and never shown', () => {
    const { sound, made } = start();
    sound.prepare();
    expect(made[0]?.options.webPreferences?.backgroundThrottling).toBe(false);
    made[0]?.window.emit('ready-to-show');
    expect(made[0]?.window.visible).toBe(false);
  });

  it('gets its last order again when it is made anew', () => {
    const { sound, made, clock, told, sent } = start();
    sound.prepare();
    sound.order(order);
    made[0]?.window.crash();
    expect(told).toEqual(['sound gone']);
    clock.pass(50);
    expect(sent).toEqual([order]);
    sound.pageReady();
    expect(sent).toEqual([order, order]);
  });

  it('that speaks is left alone: only the audio service below it is started anew, not too often', () => {
    const { sound, made, told, clock } = start();
    sound.prepare();
    for (let second = 0; second < 20; second += 2) {
      sound.pageSpoke();
      sound.restart();
      clock.pass(2_000);
    }
    expect(made).toHaveLength(1);
    expect(told).toEqual(['audio service', 'audio service']);
  });

  it('that says nothing is made anew', () => {
    const { sound, made, clock } = start();
    sound.prepare();
    sound.pageSpoke();
    clock.pass(4_000);
    sound.restart();
    expect(made).toHaveLength(2);
    expect(made[0]?.window.destroyed).toBe(true);
  });
});
