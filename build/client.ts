import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { describeEnd, stopLeader } from './child-process.ts';
import { openAnyDesktop } from './desktop/any-desktop.ts';
import { CommandError, exitCodes, runCommand, say } from './exit.ts';
import { untilEnded, untilInterrupted } from './interruption.ts';
import { Supervision } from './supervision.ts';
import { prepareTrayClient, startTrayClient } from './tray-client.ts';

const usage = 'npm run client -- --profile DIR [--join LINK] [--hidden]';

/** Starts one tray client with a profile of its own; several can run on one machine. */
await runCommand(async () => {
  const options = readArguments();
  // npm runs scripts in the repository, but the user's paths are relative to where they stand.
  const profile = resolve(process.env.INIT_CWD ?? '.', options.profile);
  const logFile = join(profile, 'output.log');
  const interrupted = untilInterrupted();
  const supervision = new Supervision();
  const run = async (): Promise<void> => {
    const runtime = await prepareTrayClient();
    const desktop = await supervision.start(
      async () => openAnyDesktop(join(profile, 'virtual-desktop')),
      async (part) => part.close(),
    );
    const { join: invite, hidden: isHidden } = options;
    const client = await supervision.start(
      async () =>
        Promise.resolve(
          startTrayClient({ desktop, runtime, profile, join: invite, isHidden, logFile }),
        ),
      async (child) => stopLeader(child),
    );
    say(`The tray client runs with the profile ${profile}. Ctrl-C stops it.`);
    const code = await untilEnded(client);
    if (code !== 0) {
      throw new CommandError(describeEnd('The client', client, logFile), code ?? exitCodes.failed);
    }
    say('The tray client has ended. One that ran already with this profile was shown instead.');
  };
  const running = run();
  // After an interruption nobody cares any more how it fails.
  running.catch(() => undefined);
  await Promise.race([running, interrupted]).finally(async () => supervision.end());
});
process.exit();

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        profile: { type: 'string' },
        join: { type: 'string' },
        hidden: { type: 'boolean', default: false },
      },
    });
    const { profile, ...others } = values;
    if (profile !== undefined && profile !== '') return { profile, ...others };
  } catch (error) {
    throw new CommandError(
      `${error instanceof Error ? error.message : String(error)}\n${usage}`,
      2,
    );
  }
  throw new CommandError(`Which profile? ${usage}`, 2);
}
