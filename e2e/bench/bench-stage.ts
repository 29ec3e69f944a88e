import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Supervision } from '../../build/supervision.ts';
import { VirtualDesktop } from '../../build/desktop/virtual-desktop.ts';
import { Client } from '../fixtures/client.ts';
import { HubProcess } from '../fixtures/hub.ts';

export interface BenchStage {
  hub: HubProcess;
  /** Enrols a person and starts their laptop, with a sound server of its own. */
  laptop(person: string, side: 'developer' | 'sre'): Promise<Client>;
}

/** Measures on a desktop with a hub, prints the result as one line of JSON, and ends the process. */
export async function runBench(
  people: string[],
  measure: (stage: BenchStage) => Promise<object>,
): Promise<never> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-bench-'));
  const supervision = new Supervision();
  try {
    const desktop = await supervision.start(
      async () => VirtualDesktop.start({ folder: join(folder, 'desktop'), sounds: people }),
      async (part) => part.close(),
    );
    const hub = await supervision.start(
      async () => HubProcess.start(join(folder, 'hub')),
      async (part) => part.stop(),
    );
    const laptop: BenchStage['laptop'] = async (person, side) => {
      const link = await hub.invite(person, side);
      const profile = join(folder, person);
      return supervision.start(
        async () => Client.start({ desktop, profile, sound: person, join: link }),
        async (part) => part.close(),
      );
    };
    process.stdout.write(`${JSON.stringify(await measure({ hub, laptop }))}\n`);
  } finally {
    await supervision.end();
    rmSync(folder, { recursive: true, force: true });
  }
  process.exit();
}
