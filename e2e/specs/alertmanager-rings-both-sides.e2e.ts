import { join } from 'node:path';
import { expect, test } from '../fixtures/test.ts';
import { Monitoring } from '../fixtures/senders/prometheus.ts';
import { readIncidents } from '../fixtures/observer.ts';
import { openFullScreenWindow } from '../fixtures/other-window.ts';

test('a real Alertmanager rings the developer and the SRE, each until their own side answers', async ({
  folder,
  desktop,
  hub,
  laptop,
}, testInfo) => {
  const sre = await laptop({ person: 'Raj', side: 'sre' });
  const developer = await laptop({ person: 'Ana', side: 'developer' });
  const other = await openFullScreenWindow(desktop, join(folder, 'other-window.log'));
  const { key } = await hub.createKey('lab', 'alertmanager');
  const webhook = `${hub.url}/ingest/alertmanager`;
  const monitoring = await Monitoring.start(join(folder, 'monitoring'), webhook, key);
  try {
    monitoring.service.errorRatio = 0.07;
    const onSre = await sre.waitUntilShown('alert', 30_000);
    const onDeveloper = await developer.waitUntilShown('alert');
    await expect(onSre.getByRole('heading', { name: /error ratio 7/ })).toBeVisible();
    await Promise.all([sre.sound.waitUntilHeard(0.1), developer.sound.waitUntilHeard(0.1)]);

    await test.step('the alert window is above the full-screen window of somebody else', async () => {
      const titles = await desktop.stackedTitles();
      const [topAlert, competitor] = [
        titles.findLastIndex((title) => title.startsWith('Tocsin alert')),
        titles.indexOf(other.title),
      ];
      expect(topAlert).toBeGreaterThan(competitor);
      expect(competitor).toBeGreaterThanOrEqual(0);
      await desktop.screenshot(testInfo.outputPath('both-ring.png'));
    });

    await test.step('the notification and the tray icons are there too', async () => {
      expect(await desktop.shownNotifications()).toContainEqual(
        expect.stringContaining('error ratio 7%'),
      );
      expect(await desktop.trayIconCount()).toBe(2);
    });

    await test.step('A on the SRE side silences the SRE only', async () => {
      await onSre.bringToFront();
      await onSre.keyboard.press('a');
      await sre.sound.waitUntilSilent();
      await expect(onDeveloper.getByText(/Raj/).first()).toBeVisible();
      await expect(onDeveloper.getByText(/has it since/i)).toBeVisible();
      expect(developer.sound.level(1_000)).toBeGreaterThan(0.1);
      await desktop.screenshot(testInfo.outputPath('sre-is-up.png'));
    });

    await test.step('A on the developer side ends the noise', async () => {
      await onDeveloper.keyboard.press('a');
      await developer.sound.waitUntilSilent();
      await expect(onSre.getByText(/Ana/).first()).toBeVisible();
    });

    await test.step('the sender resolves, and the incident closes everywhere', async () => {
      monitoring.service.errorRatio = 0;
      for (const client of [sre, developer]) {
        await expect.poll(() => client.isShown('alert'), { timeout: 60_000 }).toBe(false);
      }
      const [incident] = await readIncidents(await hub.invite('Observer', 'sre'));
      expect(incident).toMatchObject({
        status: 'resolved',
        resolvedBy: { kind: 'sender', integration: 'lab' },
      });
    });
  } finally {
    await monitoring.stop();
    await other.close();
  }
});
