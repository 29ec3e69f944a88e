import { clickNotification } from '../fixtures/notification.ts';
import { Room } from '../fixtures/room.ts';
import { Session } from '../fixtures/session.ts';
import { expect, test } from '../fixtures/test.ts';

test('a click on the notification of a mention opens the room that it is from, each time', async ({
  desktop,
  hub,
  laptop,
}) => {
  const sre = await laptop({ person: 'Raj', side: 'sre' });
  const services = ['checkout', 'search'];
  for (const service of services) {
    await hub.alert('critical', service, 'error ratio 7%');
    await sre.sound.waitUntilHeard();
    await (await sre.waitUntilShown('alert')).keyboard.press('a');
    await sre.sound.waitUntilSilent();
  }
  const ana = await Session.open(await hub.invite('Ana', 'developer'));
  try {
    for (const { id, number } of ana.incidents.toSorted((a, b) => a.number - b.number)) {
      const words = `is pool ${number} full?`;
      await ana.say(id, `@Raj ${words}`);
      await clickNotification(desktop);
      const room = await Room.of(sre, number);
      await expect(room.entry(words)).toBeVisible();
    }
  } finally {
    ana.close();
  }
  expect((await sre.roomWindows()).shown).toBe(services.length);
});
