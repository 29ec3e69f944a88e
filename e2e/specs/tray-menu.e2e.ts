import { walkTrayMenu } from '../fixtures/tray-menu.ts';
import { waitFor } from '../../build/child-process.ts';
import { expect, test } from '../fixtures/test.ts';

test("the tray's menu acknowledges, and its mute never holds back critical", async ({
  desktop,
  hub,
  laptop,
}) => {
  const sre = await laptop({ person: 'Raj', side: 'sre' });
  await hub.alert('critical', 'checkout', 'error ratio 7%');
  const alert = await sre.waitUntilShown('alert');
  await sre.sound.waitUntilHeard();

  await test.step('the incident, its menu, Acknowledge', async () => {
    await walkTrayMenu(desktop, 'Down', 'Right', 'Return');
    await expect(
      alert
        .getByText('You have it since')
        .or(alert.getByText(/^You have it/))
        .first(),
    ).toBeVisible();
    await sre.sound.waitUntilSilent();
  });

  await test.step('the incident, Open board, Open calendar, Test alarm, the drill, Mute', async () => {
    await walkTrayMenu(desktop, ...Array<string>(6).fill('Down'), 'Return');
    await expect(alert.getByText(/^Muted until/).first()).toBeVisible();
  });

  const mutedAt = performance.now();
  await hub.alert('error', 'search', 'p99 above 2 s');
  await expect(alert.getByRole('heading', { name: 'p99 above 2 s' })).toBeVisible();
  await expect(alert.getByText(/^Silent: Muted until/)).toBeVisible();
  const criticalAt = performance.now();
  await hub.alert('critical', 'ledger', 'entries are lost');
  await sre.sound.waitUntilHeard();
  await expect(alert.getByText('Loud: Critical is never muted')).toBeVisible();
  expect(sre.sound.firstHeardAfter(mutedAt)).toBeGreaterThan(criticalAt);
});

test('quitting asks first while something rings', async ({ desktop, hub, laptop }) => {
  const sre = await laptop({ person: 'Raj', side: 'sre' });
  await hub.alert('critical', 'checkout', 'error ratio 7%');
  await sre.waitUntilShown('alert');
  await sre.sound.waitUntilHeard();
  const askToQuit = async () => {
    await walkTrayMenu(desktop, 'Up', 'Return');
    await waitFor('the question', async () => (await desktop.stackedTitles()).includes('Tocsin'));
  };
  const answer = async (...keys: string[]) => {
    await desktop.xdotool('search', '--name', '^Tocsin$', 'windowfocus', '--sync');
    await desktop.xdotool('key', '--delay', '100', ...keys);
  };

  await askToQuit();
  await answer('Return');
  await waitFor('no question', async () => !(await desktop.stackedTitles()).includes('Tocsin'));
  await sre.sound.waitUntilHeard();

  await askToQuit();
  await answer('Tab', 'Return');
  await sre.ended();
  await sre.sound.waitUntilSilent();
});
