import type { HubProcess } from '../fixtures/hub.ts';
import { Room } from '../fixtures/room.ts';
import { Session } from '../fixtures/session.ts';
import { shopConfig } from '../fixtures/shop.ts';
import { expect, test } from '../fixtures/test.ts';

// Friday, 23:40 in Berlin.
test.use({ hubStartsAt: '2026-11-27T22:40:00.000Z' });

/** The newest event of a type, once there is one. */
async function newest(hub: HubProcess, type: string) {
  await expect.poll(() => hub.countEvents(type)).toBeGreaterThan(0);
  return hub.readEvents().findLast((event) => event.type === type);
}

test('the SRE lets the developers sleep until their team opens, is asked again, and leaves them a hand-off', async ({
  hub,
  hubClock,
  laptop,
}, testInfo) => {
  await hub.configure(shopConfig());
  const dev = await Session.open(await hub.invite('Dev', 'developer'));
  try {
    const sre = await laptop({ person: 'Raj', side: 'sre' });
    const developer = await laptop({ person: 'Ana', side: 'developer' });
    await hub.alert('critical', 'checkout', 'error ratio 7%');
    const raj = await Room.openFromAlert(sre);
    const ringing = await developer.waitUntilShown('alert', 30_000);
    await raj.page.getByRole('button', { name: 'I have it' }).click();
    await expect(raj.page.getByText('developer side rings')).toBeVisible();

    await test.step('with a reason they fall silent until Monday morning', async () => {
      await raj.page.getByRole('button', { name: 'Let the developers sleep…' }).click();
      const dialog = raj.page.getByRole('dialog', { name: 'Let the developers sleep?' });
      await expect(dialog.getByRole('radio', { name: /Until Payments opens/ })).toBeChecked();
      await dialog.getByLabel('Why can it wait?').fill('The stopgap holds');
      await raj.page.keyboard.press('Enter');
      expect(await newest(hub, 'seat.held')).toMatchObject({
        side: 'developer',
        hold: { until: '2026-11-30T08:00:00.000Z', reason: 'The stopgap holds' },
      });
      await developer.sound.waitUntilSilent();
      await expect(ringing.getByText(/Asleep until/)).toBeVisible();
    });

    await test.step('the hand-off that is due is written and given', async () => {
      await raj.page.getByRole('button', { name: 'Write it' }).click();
      await raj.page.getByLabel(/^Impact/).fill('One in ten cannot pay. Retries work.');
      await raj.page.keyboard.press('Control+Enter');
      await newest(hub, 'handoff.changed');
    });

    await test.step('whose time ran out is asked whether they are still on it, and snoozes', async () => {
      hubClock.set('2026-11-27T23:12:00.000Z');
      await raj.say('It holds.');
      await newest(hub, 'seat.lease-ended');
      const alert = await sre.waitUntilShown('alert');
      await expect(alert.getByRole('button', { name: 'Still on it' })).toBeVisible();
      await sre.sound.waitUntilHeard();
      await alert.keyboard.press('z');
      await alert.getByRole('menuitem', { name: /^1 h/ }).press('Enter');
      await newest(hub, 'seat.snoozed');
      await sre.sound.waitUntilSilent();
      expect(hub.countEvents('seat.released')).toBe(0);
    });

    await test.step('on Monday they ring, and are told of the hand-off', async () => {
      hubClock.set('2026-11-30T08:00:02.000Z');
      await raj.say('Good morning.');
      expect(await newest(hub, 'seat.released')).toMatchObject({ side: 'developer' });
      await developer.sound.waitUntilHeard();
      await expect(ringing.getByText('Raj left a hand-off in the room')).toBeVisible();
      await ringing.screenshot({ path: testInfo.outputPath('monday.png') });
      await ringing.keyboard.press('o');
      const ana = await Room.of(developer);
      const banner = ana.page.getByText('Raj left you a hand-off.');
      await expect(banner).toBeVisible();
      await ana.page.screenshot({ path: testInfo.outputPath('banner.png') });
      await ana.page.getByRole('button', { name: 'Read it' }).click();
      await expect(banner).toBeHidden();
      const packet = ana.page.getByRole('tabpanel', { name: /Hand-off/ });
      await expect(packet.getByText('One in ten cannot pay. Retries work.')).toBeVisible();
      await ana.page.getByRole('button', { name: 'I have it' }).click();
      await developer.sound.waitUntilSilent();
      await ana.page.screenshot({ path: testInfo.outputPath('read.png') });
    });
  } finally {
    dev.close();
  }
});
