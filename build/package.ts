import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Platform } from 'electron-builder';
import { CommandError, runCommand, say } from './exit.ts';
import { repositoryFolder } from './paths.ts';
import { packageApp, packageForLinux } from './release/package-app.ts';
import { prepareTrayClient } from './tray-client.ts';

const usage = `npm run package [-- --linux|--mac|--win [TARGET...]]

  Without arguments: an unpacked app for this platform in dist/.
  Targets: dir, and deb AppImage (Linux), nsis (Windows), dmg zip (macOS).

  TOCSIN_INSPECTABLE=1 packages an app that lets debuggers in, for tests. Never release it.`;

await runCommand(async () => {
  const { platform, targets } = readArguments();
  const isInspectable = process.env.TOCSIN_INSPECTABLE === '1';
  const runtime = await prepareTrayClient();
  if (runtime.source === 'registry' && targets.some((target) => target !== 'dir')) {
    throw new CommandError(
      `Installers are made with the pinned Electron only, and it cannot be downloaded here.`,
    );
  }
  const outputFolder = join(repositoryFolder, 'dist');
  const options = { runtime, outputFolder, isInspectable };
  if (platform !== Platform.LINUX || targets.join() !== 'dir') {
    await packageApp(platform, targets, options);
    return say(`Packaged into ${outputFolder}`);
  }
  const executable = await packageForLinux(options);
  say(`Packaged: ${executable}${isInspectable ? ' (open to debuggers; for tests only)' : ''}`);
});

function readArguments(): { platform: Platform; targets: string[] } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        linux: { type: 'boolean' },
        mac: { type: 'boolean' },
        win: { type: 'boolean' },
      },
    });
    const targets = positionals.length > 0 ? positionals : ['dir'];
    if (values.linux) return { platform: Platform.LINUX, targets };
    if (values.mac) return { platform: Platform.MAC, targets };
    if (values.win) return { platform: Platform.WINDOWS, targets };
    return { platform: Platform.current(), targets };
  } catch (error) {
    throw new CommandError(
      `${error instanceof Error ? error.message : String(error)}\n\n${usage}`,
      2,
    );
  }
}
