import { writeSync } from 'node:fs';
import { TocsinError } from '../../protocol/errors.ts';
import { createDesk } from '../create-desk.ts';
import type { Integration } from '../contract.ts';

/**
 * A hub's core as a process of its own, for tests that kill it: takes in alerts in the given folder
 * without end, from many callers at once, and prints a line for each answer once it has it.
 */
const [dataFolder = ''] = process.argv.slice(2);
const callerCount = 16;

const desk = await createDesk({ dataFolder });
const integration: Integration = {
  id: 'key',
  name: 'key',
  sender: 'generic',
  service: null,
  mapping: null,
  createdAt: new Date().toISOString(),
  revokedAt: null,
};
// Not through the stream, which would keep lines back that a kill then loses.
const print = (line: object): void => void writeSync(1, `${JSON.stringify(line)}\n`);
print({ head: desk.head() });
let count = 0;
const started = crypto.randomUUID();

async function call(): Promise<never> {
  for (;;) {
    const dedupKey = `${started} ${++count}`;
    try {
      await desk.ingest({
        integration,
        group: null,
        alerts: [
          {
            action: 'fire',
            dedupKey,
            service: `service ${count % 5}`,
            content: {
              title: dedupKey,
              severity: 'error',
              labels: { padding: 'x'.repeat(500) },
              annotations: {},
              links: [],
            },
            startsAt: null,
            endsAt: null,
          },
        ],
      });
      print({ taken: dedupKey });
    } catch (error) {
      print({ refused: error instanceof TocsinError ? error.code : String(error) });
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

await Promise.all(Array.from({ length: callerCount }, call));
