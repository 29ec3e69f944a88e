import { expect, test } from '../fixtures/test.ts';
import { walkTrayMenu } from '../fixtures/tray-menu.ts';

test('a drill on a muted loudspeaker fails and says so; unmuted, it is heard and confirmed', async ({
  desktop,
  hub,
  laptop,
}, testInfo) => {
  const sre = await laptop({ person: 'Raj', side: 'sre' });
  await sre.sound.mute(true);
  await walkTrayMenu(desktop, 'Down', 'Return');
  const board = await sre.waitUntilShown('board');
  await board.getByRole('tab', { name: /On call/ }).click();
  await board.getByRole('button', { name: 'Can you hear me?' }).click();
  const alert = await sre.waitUntilShown('alert');

  await test.step('the laptop finds out by itself, and the hub knows it', async () => {
    await expect(alert.getByRole('heading', { name: 'Not heard' })).toBeVisible();
    await expect(alert.getByText(/sound of this laptop is muted/i).first()).toBeVisible();
    await alert.screenshot({ path: testInfo.outputPath('muted.png') });
    await expect.poll(() => hub.countEvents('drill.reported')).toBeGreaterThan(0);
    const reports = hub.readEvents().flatMap((one) => (one.type === 'drill.reported' ? [one] : []));
    expect(reports[0]?.checks).toContainEqual(
      expect.objectContaining({ name: 'mute', isOk: false }),
    );
  });

  await test.step('once unmuted it is heard, and Enter confirms it', async () => {
    await sre.sound.mute(false);
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(alert.getByRole('heading', { name: 'Can you hear me?' })).toBeVisible();
    await sre.sound.waitUntilHeard(0.02);
    await alert.keyboard.press('Enter');
    const outcomes = () =>
      hub.readEvents().flatMap((one) => (one.type === 'drill.ended' ? [one.outcome] : []));
    await expect.poll(outcomes).toEqual(['failed', 'passed']);
    await sre.sound.waitUntilSilent();
  });
});
