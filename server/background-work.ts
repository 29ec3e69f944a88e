import type { Logger } from 'pino';
import { startCardWorker } from './cards/worker.ts';
import { cardFolder } from './config/cards.ts';
import type { ConfigInForce } from './config/config-file.ts';
import { startCollector } from './context/collector.ts';
import type { HubDesk } from './desk/create-desk.ts';
import { startHookWorker } from './hooks/worker.ts';
import { startProbeWorker } from './probes/worker.ts';
import type { RunbookShelf } from './runbooks/shelf.ts';
import { startScheduler } from './timers/scheduler.ts';
import type { SchedulerClock } from './timers/scheduler.ts';

export interface BackgroundParts {
  desk: HubDesk;
  config: ConfigInForce;
  shelf: RunbookShelf;
  log: Logger;
  /** Epoch ms. */
  now: () => number;
  /** By which it does what is due. */
  clock: SchedulerClock;
}

/**
 * Starts what the hub does without being asked: what is due, collecting context for incidents,
 * reading runbooks that change, running commands of steps, asking whether stopgaps hold, and writing
 * down what was learned.
 * Returns how to stop it; resolves when nothing is under way any more.
 */
export function startBackgroundWork({
  desk,
  config,
  shelf,
  log,
  now,
  clock,
}: BackgroundParts): () => Promise<void> {
  const stopScheduler = startScheduler({
    work: desk,
    clock,
    onError: (error) => log.error({ err: error }, 'what was due could not be done'),
  });
  const stopCollector = startCollector({ desk, config: () => config.current, log, now });
  const stopHooks = startHookWorker({ desk, hooks: () => config.current.hooks, log });
  const stopProbes = startProbeWorker({ desk, probes: () => config.current.probes, log });
  const stopCards = startCardWorker({
    desk,
    folder: () => cardFolder(config.current, config.file),
    log,
  });
  shelf.watch();
  return async () => {
    await Promise.all([
      stopScheduler(),
      stopCollector(),
      stopHooks(),
      stopProbes(),
      stopCards(),
      shelf.close(),
    ]);
  };
}
