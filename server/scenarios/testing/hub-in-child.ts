import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { HubControl } from './hub-control.ts';

interface Answer {
  id?: number;
  url?: string;
  answer?: unknown;
  problem?: string;
}

/** A hub in a process of its own, so that it can be killed. */
export interface KillableHub extends HubControl {
  /** As by the kernel: nothing is written any more. */
  kill(): Promise<void>;
}

/** Starts the hub in a process of its own. */
export async function startInChild(
  folder: string,
  configFile: string,
  at: string,
): Promise<KillableHub> {
  const child = fork(join(import.meta.dirname, 'hub-child.ts'), [folder, configFile, at], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  let lastId = 0;
  const exited = once(child, 'exit');
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', () => reject(new Error('The hub ended before it was ready.')));
    child.on('message', (message: Answer) => {
      if (message.url !== undefined) resolve(message.url);
      else if (message.id !== undefined) waiting.get(message.id)?.(message);
    });
  });
  const ask = <T>(name: keyof HubControl, ...given: unknown[]): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      const id = (lastId += 1);
      waiting.set(id, ({ answer, problem }) => {
        waiting.delete(id);
        if (problem === undefined) resolve(answer as T);
        else reject(new Error(problem));
      });
      child.send({ id, name, given });
    });
  let isGone = false;
  child.once('exit', () => (isGone = true));
  return {
    url,
    advance: (untilMs) => ask('advance', untilMs),
    flush: () => ask('flush'),
    reload: () => ask('reload'),
    admin: (command) => ask('admin', command),
    async close() {
      if (isGone) return;
      await ask('close');
      child.disconnect();
      await exited;
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
