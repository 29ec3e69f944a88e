import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CuttableLink } from '../fixtures/cuttable-link.ts';
import { Room } from '../fixtures/room.ts';
import { expect, test } from '../fixtures/test.ts';

const written = ['first words', 'second words', 'third words'];

test('what was written while cut off is there once, in the order of the hub, with an honest verdict', async ({
  hub,
  laptop,
}, testInfo) => {
  const link = await CuttableLink.start(hub.port);
  try {
    const sre = await laptop({ person: 'Raj', side: 'sre' });
    const hubUrl = `http://127.0.0.1:${link.port}`;
    const developer = await laptop({ person: 'Ana', side: 'developer', hubUrl });
    await hub.alert('critical', 'checkout', 'error ratio 7%');
    const raj = await Room.openFromAlert(sre);
    const ana = await Room.openFromAlert(developer);
    await ana.say('I look at it');
    await expect(raj.entry('I look at it')).toBeVisible();

    link.cut();
    for (const words of written) await ana.say(words);
    await ana.page.getByRole('button', { name: 'I have it' }).click();
    await developer.sound.waitUntilSilent();
    await raj.say('nobody answers me');
    await raj.page.getByRole('button', { name: 'Resolve' }).click();
    await raj.page.getByRole('button', { name: 'Press again' }).click();
    await expect(raj.entry('Resolved: you')).toBeVisible();

    await test.step('they wait in sight', async () => {
      const waiting = ana.page.getByText('Waiting for the hub', { exact: true });
      await expect(waiting).toHaveCount(written.length, { timeout: 30_000 });
      await ana.page.screenshot({ path: testInfo.outputPath('waiting.png') });
    });

    link.mend();
    await developer.app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));
    await expect(raj.entry('third words')).toBeVisible({ timeout: 20_000 });
    await expect(ana.page.getByText(/Too late: Raj had resolved it at/).first()).toBeVisible();
    await expect(ana.page.getByText('Waiting for the hub', { exact: true })).toHaveCount(0);
    await ana.page.screenshot({ path: testInfo.outputPath('verdict.png') });

    const said = hub
      .readEvents()
      .flatMap((event) => (event.type === 'message.posted' ? event.text.trim() : []));
    expect(said).toEqual(['I look at it', 'nobody answers me', ...written]);
    expect(hub.countEvents('seat.acknowledged')).toBe(0);
    for (const room of [raj, ana]) {
      await expect.poll(async () => messagesOf(await room.texts(), said)).toEqual(said);
    }
  } finally {
    await link.close();
  }
});

test('a laptop that is offline from its start still opens the room with its context', async ({
  folder,
  hub,
  start,
}) => {
  const profile = join(folder, 'laptop');
  const laptop = await start({ profile, sound: 'first', join: await hub.invite('Raj', 'sre') });
  await hub.alert('critical', 'checkout', 'error ratio 7%');
  const log = join(folder, 'checkout.log');
  writeFileSync(log, 'pool exhausted\n');
  await hub.tocsin('context', 'add', '1', '--log', log);
  const before = await Room.openFromAlert(laptop);
  await before.say('I look at it');
  await before.showWork('Context');
  await expect(before.page.getByText('pool exhausted')).toBeVisible();
  await expect.poll(() => hub.countEvents('message.posted')).toBe(1);
  await laptop.close();
  await hub.stop();

  const again = await start({ profile, sound: 'first' });
  const room = await Room.openFromAlert(again);
  await expect(room.entry('I look at it')).toBeVisible();
  await room.showWork('Context');
  await expect(room.page.getByText('pool exhausted')).toBeVisible();
  await room.say('still here');
  await expect(room.page.getByText('Waiting for the hub', { exact: true })).toBeVisible();

  await hub.start();
  await expect.poll(() => hub.countEvents('message.posted'), { timeout: 30_000 }).toBe(2);
  await expect(room.page.getByText('Waiting for the hub', { exact: true })).toHaveCount(0);
});

/** Which of the messages stand there, in the order in which they do. */
function messagesOf(texts: readonly string[], said: readonly string[]): string[] {
  return texts.flatMap((text) => said.filter((one) => text.includes(one)));
}
