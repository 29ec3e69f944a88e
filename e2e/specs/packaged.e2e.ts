import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { resolveElectron } from '../../build/electron-runtime.ts';
import { packageForLinux } from '../../build/release/package-app.ts';
import { Client } from '../fixtures/client.ts';
import { expect, test } from '../fixtures/test.ts';

test('the packaged app starts, joins by its link, rings, and starts at login', async ({
  folder,
  desktop,
  hub,
}) => {
  const outputFolder = join(folder, 'dist');
  const executable = await packageForLinux({
    runtime: await resolveElectron(),
    outputFolder,
    isInspectable: true,
  });
  const client = await Client.start({
    desktop,
    executable,
    profile: join(folder, 'laptop'),
    sound: 'first',
    join: await hub.invite('Raj', 'sre'),
  });
  try {
    expect(await client.app.evaluate(({ app }) => app.isPackaged)).toBe(true);
    await hub.alert('critical', 'checkout', 'error ratio 7%');
    const alert = await client.waitUntilShown('alert');
    await expect(alert.getByRole('heading', { name: 'error ratio 7%' })).toBeVisible();
    await client.sound.waitUntilHeard();
    const autostart = join(
      ...[desktop.env.XDG_CONFIG_HOME ?? '', 'autostart', 'app.tocsin.Tocsin.desktop'],
    );
    const entry = readFileSync(autostart, 'utf8');
    expect(entry).toContain('Exec=');
    expect(entry).toContain('--hidden');
  } finally {
    await client.close();
    // A quarter of a gigabyte that nobody looks at afterwards.
    rmSync(outputFolder, { recursive: true, force: true });
  }
});
