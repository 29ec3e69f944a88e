import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeEnd, stopGroup, stopLeader } from './child-process.ts';
import { openAnyDesktop } from './desktop/any-desktop.ts';
import { CommandError, runCommand, say } from './exit.ts';
import { untilEnded, untilInterrupted } from './interruption.ts';
import { dataFolder } from './paths.ts';
import { demonstrate } from './quick-start/demonstration.ts';
import { inviteIfNew } from './quick-start/enrolment.ts';
import { startHub } from './quick-start/hub-process.ts';
import { howToRing } from './quick-start/instructions.ts';
import { quickStartKeys } from './quick-start/keys.ts';
import { refuseIfRunning } from './quick-start/running-hub.ts';
import { Supervision } from './supervision.ts';
import { prepareTrayClient, startTrayClient } from './tray-client.ts';

const usage = 'npm start [-- --listen HOST:PORT]';

/** `npm start`: a hub and a tray client on this machine, until Ctrl-C. */
await runCommand(async () => {
  const listen = readListen();
  const supervision = new Supervision();
  const interrupted = untilInterrupted();
  const running = run(supervision, listen);
  // After an interruption nobody cares any more how it fails.
  running.catch(() => undefined);
  try {
    await Promise.race([running, interrupted]);
  } finally {
    await supervision.end();
  }
  say('Stopped.');
});
process.exit();

async function run(supervision: Supervision, listen: string): Promise<void> {
  // The hub's data are its owner's business only.
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  chmodSync(dataFolder, 0o700);
  await refuseIfRunning(dataFolder);
  const runtime = await prepareTrayClient();
  const desktop = await supervision.start(
    async () => openAnyDesktop(join(dataFolder, 'virtual-desktop')),
    async (part) => part.close(),
  );
  const hub = await supervision.start(
    async () => startHub(dataFolder, listen),
    async ({ child }) => stopGroup(child),
  );
  say(`The hub accepts work at ${hub.url}; its data and log are in ${dataFolder}`);
  const profile = join(dataFolder, 'laptop');
  const logFile = join(dataFolder, 'laptop.log');
  const invite = await inviteIfNew(dataFolder, profile, hub.publicUrl);
  const client = await supervision.start(
    async () =>
      Promise.resolve(startTrayClient({ desktop, runtime, profile, join: invite, logFile })),
    async (child) => stopLeader(child),
  );
  const clientEnds = untilEnded(client).then((code) => {
    if (code !== 0) throw new CommandError(describeEnd('The client', client, logFile));
  });
  const hubEnds = untilEnded(hub.child).then(() => {
    throw new CommandError(describeEnd('The hub', hub.child, hub.logFile));
  });
  const useIt = async (): Promise<void> => {
    say(`The tray client runs${invite === undefined ? '' : ' and joins the hub'}.`);
    const keys = await quickStartKeys(dataFolder);
    if (desktop.virtual) {
      const pictures = join(dataFolder, 'screenshots');
      const taken = await demonstrate(dataFolder, desktop.virtual, pictures).catch(
        (error: unknown) => {
          throw new CommandError(
            `The demonstration alert did not ring: ${String(error)}\nSee ${logFile}`,
          );
        },
      );
      say(`It rang a demonstration alert. The desktop, as a picture: ${taken.join(' ')}`);
    }
    say(howToRing(keys));
    return new Promise(() => undefined);
  };
  await Promise.race([useIt(), clientEnds, hubEnds]);
}

function readListen(): string {
  try {
    const { values } = parseArgs({
      options: { listen: { type: 'string', default: '127.0.0.1:4949' } },
    });
    return values.listen;
  } catch (error) {
    throw new CommandError(
      `${error instanceof Error ? error.message : String(error)}\n${usage}`,
      2,
    );
  }
}
