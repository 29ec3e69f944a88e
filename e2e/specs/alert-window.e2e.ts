import { waitFor } from '../../build/child-process.ts';
import { openFullScreenWindow } from '../fixtures/other-window.ts';
import { join } from 'node:path';
import { expect, test } from '../fixtures/test.ts';

test('an alert window that was minimised by its frame comes back on top, and the noise never stops', async ({
  folder,
  desktop,
  hub,
  laptop,
}) => {
  const sre = await laptop({ person: 'Raj', side: 'sre' });
  await hub.alert('critical', 'checkout', 'error ratio 7%');
  await sre.waitUntilShown('alert');
  await sre.sound.waitUntilHeard();
  const other = await openFullScreenWindow(desktop, join(folder, 'other-window.log'));
  try {
    // The desk is in use, so that nothing is brought back for want of a user.
    await desktop.xdotool('mousemove', '300', '300');
    await sre.app.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) if (window.isVisible()) window.minimize();
    });
    await waitFor('the window to be minimised', async () => !(await sre.isShown('alert')));
    await sre.waitUntilShown('alert', 15_000);
    await waitFor('it to be on top', async () => {
      const titles = await desktop.stackedTitles();
      return titles.indexOf('Tocsin alert') > titles.indexOf(other.title);
    });
    expect(sre.sound.level(2_000)).toBeGreaterThan(0.1);
  } finally {
    await other.close();
  }
});
