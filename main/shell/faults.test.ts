import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { describe, expect, it } from 'vitest';
import { surviveFaults } from './faults.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { memoryLog } from './testing/memory-log.ts';

function start() {
  const source = new EventEmitter();
  const clock = new ManualClock();
  const log = memoryLog();
  const done: string[] = [];
  const app = {
    relaunch: () => done.push('relaunch'),
    exit: (code: number) => done.push(`exit ${code}`),
    on: () => undefined,
  };
  surviveFaults(source, app as unknown as App, clock, log);
  return { source, clock, log, done };
}

describe('a fault', () => {
  it('is logged, and the app lives', () => {
    const { source, log, done } = start();
    source.emit('uncaughtException', new Error('x'));
    source.emit('unhandledRejection', 'y');
    expect(log.messages).toEqual(['fault', 'rejection that nobody took']);
    expect(done).toEqual([]);
  });

  it('starts the app anew only when there are many at once', () => {
    const { source, clock, done } = start();
    for (let fault = 0; fault < 20; fault += 1) {
      source.emit('uncaughtException', new Error('x'));
      clock.pass(20_000);
    }
    expect(done).toEqual([]);
    for (let fault = 0; fault < 5; fault += 1) source.emit('uncaughtException', new Error('x'));
    expect(done.slice(0, 2)).toEqual(['relaunch', 'exit 1']);
  });
});
