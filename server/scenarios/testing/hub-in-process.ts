import { join } from 'node:path';
import { startHub } from '../../hub.ts';
import { createLog } from '../../log.ts';
import { controlOf } from './hub-control.ts';
import type { HubControl } from './hub-control.ts';
import { MovedClock } from './moved-clock.ts';

/** Starts the hub in this process. */
export async function startInProcess(
  folder: string,
  configFile: string,
  at: string,
): Promise<HubControl> {
  const clock = new MovedClock(at);
  const hub = await startHub({
    ...{ dataFolder: join(folder, 'data'), host: '127.0.0.1', port: 0, configFile },
    ...{ publicUrl: null, log: createLog('silent'), fault: null, clock },
  });
  return controlOf(hub, clock);
}
