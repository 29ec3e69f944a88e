import { join } from 'node:path';
import type { Client } from '../fixtures/client.ts';
import { readIncidents } from '../fixtures/observer.ts';
import { expect, test } from '../fixtures/test.ts';

test('a new laptop asks for an invite, says what is wrong with one, joins and rings', async ({
  folder,
  hub,
  start,
}) => {
  const laptop = await start({ profile: join(folder, 'laptop'), sound: 'first' });
  const page = await laptop.waitUntilShown('join');
  await expect(page.getByLabel('Invite link')).toBeFocused();

  await paste(laptop, 'https://example.com/invite');
  await expect(page.getByText(/begins with tocsin:\/\/join/)).toBeVisible();

  const used = await hub.invite('Raj', 'sre');
  await readIncidents(used);
  await paste(laptop, used);
  await expect(page.getByText(/has not joined.*was used before/)).toBeVisible();

  await paste(laptop, `  ${await hub.invite('Raj', 'sre')}\n`);
  await expect(page.getByRole('heading', { name: 'This laptop has joined' })).toBeVisible();
  await hub.alert('critical', 'checkout', 'error ratio 7%');
  await laptop.waitUntilShown('alert');
  await laptop.sound.waitUntilHeard();
});

test.describe('without a keychain', () => {
  test.use({ hasKeychain: false });

  test('a laptop says so, and joins for this run only when it is told to', async ({
    folder,
    hub,
    start,
  }) => {
    const profile = join(folder, 'laptop');
    const laptop = await start({ profile, sound: 'first' });
    const page = await laptop.waitUntilShown('join');
    await paste(laptop, await hub.invite('Raj', 'sre'));
    await expect(page.getByRole('heading', { name: 'No keychain answers' })).toBeVisible();
    await page.getByRole('button', { name: 'Join for this run only' }).press('Enter');
    await expect(page.getByRole('heading', { name: 'This laptop has joined' })).toBeVisible();
    await hub.alert('critical', 'checkout', 'error ratio 7%');
    await laptop.waitUntilShown('alert');
    await laptop.sound.waitUntilHeard();

    await laptop.close();
    const again = await start({ profile, sound: 'first' });
    const asked = await again.waitUntilShown('join');
    await expect(asked.getByLabel('Invite link')).toBeVisible();
  });
});

/** Puts text into the clipboard and presses the keys of a person who pastes it. */
async function paste(laptop: Client, text: string): Promise<void> {
  await laptop.app.evaluate(({ clipboard }, copied) => clipboard.writeText(copied), text);
  await laptop.desktop.xdotool('search', '--name', 'join a hub', 'windowfocus', '--sync');
  await laptop.desktop.xdotool('key', '--delay', '100', 'ctrl+a', 'ctrl+v', 'Return');
}
