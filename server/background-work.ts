import type { Logger } from 'pino';
import type { ConfigInForce } from './config/config-file.ts';
import { startCollector } from './context/collector.ts';
import type { HubDesk } from './desk/create-desk.ts';
import { startScheduler } from './timers/scheduler.ts';

export interface BackgroundParts {
  desk: HubDesk;
  config: ConfigInForce;
  log: Logger;
  /** Epoch ms. */
  now: () => number;
}

/**
 * Starts what the hub does without being asked: what is due, and collecting context for incidents.
 * Returns how to stop it; resolves when nothing is under way any more.
 */
export function startBackgroundWork({
  desk,
  config,
  log,
  now,
}: BackgroundParts): () => Promise<void> {
  const stopScheduler = startScheduler({
    work: desk,
    onError: (error) => log.error({ err: error }, 'what was due could not be done'),
  });
  const stopCollector = startCollector({ desk, config: () => config.current, log, now });
  return async () => {
    await Promise.all([stopScheduler(), stopCollector()]);
  };
}
