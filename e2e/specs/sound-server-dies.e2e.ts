import { expect, test } from '../fixtures/test.ts';

test('the siren survives the death of the sound server, and the window says what happened', async ({
  hub,
  laptop,
}) => {
  const sre = await laptop({ person: 'Raj', side: 'sre' });
  await hub.alert('critical', 'checkout', 'error ratio 7%');
  const alert = await sre.waitUntilShown('alert');
  await sre.sound.waitUntilHeard();

  await sre.sound.crash();
  await expect(alert.getByText(/no sound/i).first()).toBeVisible({ timeout: 20_000 });

  await sre.sound.start();
  await sre.sound.waitUntilHeard(0.1, 30_000);
  await expect(alert.getByText(/no sound/i)).toHaveCount(0, { timeout: 20_000 });
});
