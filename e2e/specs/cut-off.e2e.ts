import type { Client } from '../fixtures/client.ts';
import { CuttableLink } from '../fixtures/cuttable-link.ts';
import { expect, test } from '../fixtures/test.ts';

test('a laptop that is cut off notices, says so, gets loud, and catches up without a gap', async ({
  hub,
  laptop,
}) => {
  test.setTimeout(180_000);
  const link = await CuttableLink.start(hub.port);
  const hubUrl = `http://127.0.0.1:${link.port}`;
  try {
    const sre = await laptop({ person: 'Raj', side: 'sre', hubUrl });
    const settings = await openSettings(sre);
    await settings.getByLabel(/cut off.*loud/i).fill('5');
    await settings.getByLabel(/cut off.*loud/i).press('Tab');
    await hub.alert('critical', 'checkout', 'error ratio 7%', '--key', 'checkout');
    const alert = await sre.waitUntilShown('alert');
    await sre.sound.waitUntilHeard();

    const cutAt = performance.now();
    link.cut();
    await expect(alert.getByText(/cut off/i).first()).toBeVisible({ timeout: 30_000 });
    expect(performance.now() - cutAt).toBeLessThanOrEqual(25_000);

    await test.step('an acknowledgement made now waits and stops the siren at once', async () => {
      await alert.keyboard.press('a');
      await expect(alert.getByText(/hub hears of it when the link is back/i).first()).toBeVisible();
    });

    await test.step('being cut off is itself an alarm', async () => {
      await sre.sound.waitUntilHeard(0.02, 30_000);
    });

    await hub.alert('warning', 'search', 'p99 above 2 s', '--key', 'search');
    link.mend();
    await sre.app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));
    await expect(alert.getByText('p99 above 2 s').first()).toBeVisible({ timeout: 20_000 });
    await expect(alert.getByText(/cut off/i)).toHaveCount(0);

    await expect(alert.getByText(/has it since|you have it/i).first()).toBeVisible();
    expect(hub.countEvents('seat.acknowledged')).toBe(1);
  } finally {
    await link.close();
  }
});

async function openSettings(client: Client) {
  await client.app.evaluate(({ app }) => app.emit('second-instance', {}, [], ''));
  const board = await client.waitUntilShown('board');
  await board.getByRole('button', { name: /settings/i }).click();
  return client.waitUntilShown('settings');
}
