import type { Logger } from 'pino';
import type { HubClock } from './clock.ts';
import { createDesk } from './desk/create-desk.ts';
import type { DeskOptions, HubDesk } from './desk/create-desk.ts';
import { HubProblems } from './hub-problems.ts';
import { Engine } from './timers/engine.ts';

/** A desk, what proves that its engine works, and where is said what does not. */
export interface DeskOfHub {
  desk: HubDesk;
  engine: Engine;
  problems: HubProblems;
}

/** @throws TocsinError `data_folder_locked`, `data_folder_unwritable`, `data_folder_newer` */
export async function openDeskOfHub(
  options: DeskOptions & { clock: HubClock },
  log: Pick<Logger, 'error'>,
): Promise<DeskOfHub> {
  const { clock } = options;
  const problems = new HubProblems(clock.now);
  const desk = await createDesk({ ...options, problems: () => problems.list() });
  const engine = new Engine({
    work: desk,
    clock,
    onCycle: (problem) => {
      if (problem !== null) log.error({ problem }, 'the engine is stuck');
      problems.set('engine', problem);
    },
  });
  return { desk, engine, problems };
}
