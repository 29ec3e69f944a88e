import { axeFindings } from '../fixtures/axe.ts';
import type { Client } from '../fixtures/client.ts';
import { expect, test } from '../fixtures/test.ts';

test('axe finds nothing in any window, light and dark', async ({ hub, laptop }, testInfo) => {
  const sre = await laptop({ person: 'Raj', side: 'sre' });
  await hub.alert('critical', 'checkout', 'error ratio 7%');
  await hub.alert('warning', 'search', 'p99 above 2 s');
  const alert = await sre.waitUntilShown('alert');
  await alert.keyboard.press('o');
  const room = await sre.roomPage(1);
  await room.getByRole('button', { name: /show on the board/i }).click();
  const board = await sre.waitUntilShown('board');
  // This display has no room for both, so the alert window went out of the way.
  await sre.app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) if (window.isMinimized()) window.restore();
  });
  await board.getByRole('button', { name: /settings/i }).click();
  const settings = await sre.waitUntilShown('settings');
  await settings.getByRole('button', { name: /join another|join a hub|another hub/i }).click();
  const join = await sre.waitUntilShown('join');
  for (const theme of ['dark', 'light']) {
    await settings.getByRole('radio', { name: new RegExp(theme, 'i') }).click();
    for (const [name, page] of Object.entries({ alert, board, room, settings, join })) {
      await expect(page.locator(`[data-theme="${theme}"]`).first()).toBeAttached();
      await page.screenshot({ path: testInfo.outputPath(`${name}-${theme}.png`) });
      expect(await axeFindings(page), `${name}, ${theme}`).toEqual([]);
    }
  }
});

test('an alert is answered, inspected and resolved by keyboard alone', async ({ hub, laptop }) => {
  const sre = await laptop({ person: 'Raj', side: 'sre' });
  await hub.alert('critical', 'checkout', 'error ratio 7%');
  await hub.alert('error', 'search', 'p99 above 2 s');
  const alert = await sre.waitUntilShown('alert');
  await sre.sound.waitUntilHeard();
  const press = (client: Client, key: string) => client.desktop.xdotool('key', key);

  await test.step('S silences without answering', async () => {
    await press(sre, 's');
    await expect(alert.getByText(/silent until/i).first()).toBeVisible();
  });
  await test.step('A answers', async () => {
    await press(sre, 'a');
    await expect(alert.getByText(/has it/i).first()).toBeVisible();
  });
  await test.step('O opens its room', async () => {
    await press(sre, 'o');
    const room = await sre.roomPage(1);
    await expect(room.getByRole('heading', { name: /error ratio 7%/ })).toBeVisible();
    await room.close();
  });
  await test.step('arrows move, R resolves', async () => {
    await alert.bringToFront();
    // What was answered stays selected and sinks below what still rings.
    await alert.keyboard.press('ArrowUp');
    // Resolving ends it for both sides, so the window asks for a second press.
    await alert.keyboard.press('r');
    await alert.keyboard.press('r');
    await expect(alert.getByText('p99 above 2 s')).toHaveCount(0);
  });
});
