import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Locator } from 'playwright';
import sharp from 'sharp';
import { dropPicture } from '../fixtures/file-drag.ts';
import { Room } from '../fixtures/room.ts';
import { Monitoring } from '../fixtures/senders/prometheus.ts';
import { expect, test } from '../fixtures/test.ts';

const log = Array.from({ length: 40 }, (_, index) => `line ${index + 1}: pool exhausted`);
test('developer and SRE talk about what a real Alertmanager reported', async ({
  folder,
  hub,
  laptop,
}, testInfo) => {
  const sre = await laptop({ person: 'Raj', side: 'sre' });
  const developer = await laptop({ person: 'Ana', side: 'developer' });
  const { key } = await hub.createKey('lab', 'alertmanager');
  const webhook = `${hub.url}/ingest/alertmanager`;
  const monitoring = await Monitoring.start(join(folder, 'monitoring'), webhook, key);
  try {
    monitoring.service.errorRatio = 0.07;
    const alert = await sre.waitUntilShown('alert', 30_000);
    await alert.keyboard.press('a');
    await sre.sound.waitUntilSilent();
    const raj = await Room.openFromAlert(sre);
    const ana = await Room.openFromAlert(developer);
    await developer.sound.waitUntilHeard(0.1);
    await expect(raj.page.getByText('Ana', { exact: true }).first()).toBeVisible();

    await test.step('a mention knocks softly where it is quiet', async () => {
      const saidAt = performance.now();
      await ana.say('@Raj is the pool full?');
      await expect(raj.entry('is the pool full?')).toBeVisible();
      await expect.poll(() => sre.sound.firstHeardAfter(saidAt)).not.toBeNull();
      await sre.sound.waitUntilSilent();
    });

    await test.step('a mention leaves the siren of a ringing laptop as it is', async () => {
      await raj.say('yes, @Ana, **every** connection is taken');
      await expect(ana.entry('every connection is taken')).toBeVisible();
      await expect(ana.entry('every').locator('strong')).toHaveText('every');
      expect(developer.sound.level(1_000)).toBeGreaterThan(0.1);
      await expect(ana.page.getByRole('button', { name: 'I have it' })).toBeVisible();
    });

    await test.step('a long paste becomes an attachment that both can read', async () => {
      const file = join(folder, 'checkout-3.log');
      writeFileSync(file, log.join('\n'));
      await raj.paste(file, 'UTF8_STRING');
      await expect(raj.page.getByText('40 lines. Attach them as a file?')).toBeVisible();
      await raj.page.getByRole('button', { name: 'Attach as a file' }).click();
      await raj.say('the log of checkout-3');
      const message = ana.entry('the log of checkout-3');
      await message.getByRole('button', { name: 'Show all 40 lines' }).click();
      await expect(ana.page.getByRole('dialog').getByText('line 40: pool')).toBeVisible();
      await ana.page.keyboard.press('Escape');
    });

    await test.step('a pasted picture is seen on the other side', async () => {
      const file = join(folder, 'dashboard.png');
      const size = { width: 640, height: 360, channels: 3 } as const;
      await sharp({ create: { ...size, background: 'steelblue' } }).toFile(file);
      await ana.paste(file, 'image/png');
      await expect(
        ana.page.getByRole('list', { name: 'Attachments of this message' }),
      ).toBeVisible();
      await ana.say('the dashboard');
      const image = raj.entry('the dashboard').locator('img');
      await expect.poll(() => widthOf(image)).toBe(480);
      await raj.page.getByRole('button', { name: /^Look at/ }).click();
      await expect.poll(() => widthOf(raj.page.getByRole('dialog').locator('img'))).toBe(640);
      await raj.page.keyboard.press('Escape');
    });

    await test.step('reactions, replies and edits reach the other side', async () => {
      await raj.choose('is the pool full?', 'Agree');
      await expect(
        ana.entry('is the pool full?').getByRole('button', { name: /^Agree, 1: Raj/ }),
      ).toBeVisible();
      await raj.showLatest();
      await ana.choose('every connection is taken', 'Reply');
      await ana.say('which version is that?');
      await expect(
        raj.entry('which version is that?').getByRole('button', { name: /In reply to/ }),
      ).toContainText('every');
      await ana.choose('which version is that?', 'Edit');
      await ana.composer.fill('which build is that?');
      await ana.page.keyboard.press('Enter');
      await expect(raj.entry('which build is that?')).toBeVisible();
      await raj.entry('which build is that?').getByRole('button', { name: 'edited' }).click();
      await expect(raj.entry('which version is that?')).toBeVisible();
    });

    await test.step('search finds it, and goes there', async () => {
      await raj.page.keyboard.press('Control+K');
      const dialog = raj.page.getByRole('dialog');
      await dialog.getByRole('combobox', { name: /search all/i }).fill('connection taken');
      await expect(dialog.getByRole('listbox').getByRole('option')).toHaveCount(1);
      await raj.page.keyboard.press('Enter');
      await expect(dialog).toHaveCount(0);
      await expect(raj.entry('every connection is taken')).toBeInViewport();
    });

    await test.step('files come by copying them, and by the mouse', async () => {
      const picture = join(folder, 'stack.png');
      const size = { width: 48, height: 48, channels: 3 } as const;
      await sharp({ create: { ...size, background: 'tomato' } }).toFile(picture);
      const copied = join(folder, 'copied');
      writeFileSync(copied, `${pathToFileURL(join(folder, 'checkout-3.log')).href}\r\n`);
      await raj.paste(copied, 'text/uri-list');
      await dropPicture(raj, picture);
      const kept = raj.page.getByRole('list', { name: 'Attachments of this message' });
      await expect(kept.getByRole('listitem')).toContainText(['checkout-3.log', 'stack.png']);
      await raj.say('what I have');
      await expect(ana.entry('what I have')).toContainText('checkout-3.log');
      await expect.poll(() => widthOf(ana.entry('what I have').locator('img'))).toBe(48);
    });
    await raj.page.screenshot({ path: testInfo.outputPath('raj.png') });
    await ana.page.screenshot({ path: testInfo.outputPath('ana.png') });

    expect(await raj.lineCount()).toBe(await ana.lineCount());
  } finally {
    await monitoring.stop();
  }
});

/** Pixels of a picture as it came; 0 while it has not. */
async function widthOf(image: Locator): Promise<number> {
  return image.evaluate((one: HTMLImageElement) => one.naturalWidth);
}
