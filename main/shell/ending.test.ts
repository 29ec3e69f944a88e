import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { describe, expect, it } from 'vitest';
import { prepareEnding } from './ending.ts';
import { ManualClock } from './testing/manual-clock.ts';

function start({ isRinging = false, answer = 0, stop = () => Promise.resolve() } = {}) {
  const events = new EventEmitter();
  const done: string[] = [];
  const clock = new ManualClock();
  let asked = 0;
  const app = {
    on: (name: string, listener: () => void) => events.on(name, listener),
    quit: () => done.push('quit'),
    exit: (code: number) => done.push(`exit ${code}`),
  };
  const quit = prepareEnding({
    app: app as unknown as App,
    ask: () => {
      asked += 1;
      return Promise.resolve({ response: answer, checkboxChecked: false });
    },
    isRinging: () => isRinging,
    closeWindows: () => done.push('windows closed'),
    stop,
    clock,
  });
  const willQuit = () => {
    let isPrevented = false;
    events.emit('will-quit', { preventDefault: () => void (isPrevented = true) });
    return isPrevented;
  };
  return { events, done, clock, quit, willQuit, asked: () => asked };
}

describe('the end of the app', () => {
  it('comes at once when its user wants it and nothing rings', async () => {
    const { quit, done, asked } = start();
    await quit();
    expect(done).toEqual(['quit']);
    expect(asked()).toBe(0);
  });

  it('is asked about while something rings', async () => {
    const keeps = start({ isRinging: true, answer: 0 });
    await keeps.quit();
    expect(keeps.done).toEqual([]);
    const quits = start({ isRinging: true, answer: 1 });
    await quits.quit();
    expect(quits.done).toEqual(['quit']);
  });

  it('waits until all is written, once', async () => {
    const { willQuit, done } = start();
    expect(willQuit()).toBe(true);
    expect(willQuit()).toBe(false);
    await new Promise(setImmediate);
    expect(done).toEqual(['exit 0']);
  });

  it('does not wait for ever', () => {
    const { willQuit, done, clock } = start({ stop: () => new Promise(() => undefined) });
    willQuit();
    clock.pass(2_000);
    expect(done).toEqual(['exit 0']);
  });

  it('comes also when something cannot be written', async () => {
    const { willQuit, done } = start({ stop: () => Promise.reject(new Error('disk full')) });
    willQuit();
    await new Promise(setImmediate);
    expect(done).toEqual(['exit 0']);
  });

  it('closes the windows first, and is not brought about by closing them', () => {
    const { events, done } = start();
    events.emit('window-all-closed');
    expect(done).toEqual([]);
    events.emit('before-quit');
    expect(done).toEqual(['windows closed']);
  });
});
