import type { AdminCommand, AdminResults } from '../../desk/contract.ts';
import type { Hub } from '../../hub-options.ts';
import type { MovedClock } from './moved-clock.ts';

/** What a scenario does with its hub, in this process or in another one. */
export interface HubControl {
  readonly url: string;
  /** Lets time pass until something is due, at most until then, and does it; gives the time. */
  advance(untilMs: number): Promise<{ nowMs: number; head: number }>;
  /** Settles when all that was asked for is written; gives the head of the journal. */
  flush(): Promise<number>;
  /** Reads the config again; null, or the code of the error. */
  reload(): Promise<string | null>;
  admin<T extends AdminCommand>(command: T): Promise<AdminResults[T['type']]>;
  /** Ends it in good order. */
  close(): Promise<void>;
}

/** Drives a hub of this process. */
export function controlOf(hub: Hub, clock: MovedClock): HubControl {
  const { desk } = hub;
  return {
    url: hub.url,
    async advance(untilMs) {
      clock.moveTo(Math.min(desk.nextDueMs() ?? Infinity, untilMs));
      await desk.runDue();
      return { nowMs: clock.now(), head: desk.head() };
    },
    async flush() {
      // A write comes after all that wait before it.
      await desk.beginEpoch();
      return desk.head();
    },
    reload: () =>
      hub.reloadConfig().then(
        () => null,
        (error: { code?: string }) => error.code ?? 'internal',
      ),
    admin: (command) => desk.admin(command),
    close: () => hub.close(),
  };
}
