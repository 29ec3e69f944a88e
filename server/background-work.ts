import type { Logger } from 'pino';
import { startCardWorker } from './cards/worker.ts';
import { cardFolder } from './config/cards.ts';
import type { ConfigInForce } from './config/config-file.ts';
import { startCollector } from './context/collector.ts';
import type { HubDesk } from './desk/create-desk.ts';
import { startChannelWorker } from './channels/worker.ts';
import { DeadManSwitch } from './dead-man/dead-man.ts';
import { startHookWorker } from './hooks/worker.ts';
import type { HubProblems } from './hub-problems.ts';
import { startProbeWorker } from './probes/worker.ts';
import type { RunbookShelf } from './runbooks/shelf.ts';
import type { Engine } from './timers/engine.ts';
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
  engine: Engine;
  problems: HubProblems;
  /** Origin of the hub for people. */
  publicUrl: string;
}

/**
 * Starts what the hub does without being asked: what is due, collecting context for incidents,
 * reading runbooks that change, running commands of steps, asking whether stopgaps hold, writing down
 * what was learned, paging over channels, and proving that all this works.
 * Returns how to stop it; resolves when nothing is under way any more.
 */
export function startBackgroundWork({
  desk,
  config,
  shelf,
  log,
  now,
  clock,
  engine,
  problems,
  publicUrl,
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
  const stopChannels = startChannelWorker({
    ...{ desk, publicUrl: publicUrl.replace(/\/+$/, ''), clock, log, random: Math.random },
    channels: () => config.current.channels,
  });
  const stopEngine = engine.start();
  const deadMan = new DeadManSwitch({
    ...{ problems, clock, log, prove: () => engine.prove() },
    deadMan: () => config.current.deadMan,
  });
  deadMan.look();
  shelf.watch();
  return async () => {
    await Promise.all([
      stopScheduler(),
      stopCollector(),
      stopHooks(),
      stopProbes(),
      stopCards(),
      stopChannels(),
      stopEngine(),
      deadMan.close(),
      shelf.close(),
    ]);
  };
}
