import { axeFindings } from '../fixtures/axe.ts';
import type { HubProcess } from '../fixtures/hub.ts';
import { Room } from '../fixtures/room.ts';
import { Session } from '../fixtures/session.ts';
import { expect, test } from '../fixtures/test.ts';

const needle = 'the needle of this haystack';
const filling = 'nothing to be seen here, '.repeat(8);
const table = '| pool | used |\n| --- | --- |\n| db-2 | 200 |\n\n```\nselect 1\n```';

test('an incident is worked through in its room by keyboard alone', async ({ hub, laptop }) => {
  const sre = await laptop({ person: 'Raj', side: 'sre' });
  const observer = await Session.open(await hub.invite('Ana', 'developer'), 'Asia/Kolkata');
  try {
    await hub.alert('critical', 'checkout', 'error ratio 7%');
    await sre.waitUntilShown('alert');
    await sre.sound.waitUntilHeard();
    await sre.desktop.xdotool('key', 'o');
    const raj = await Room.of(sre);
    const { keyboard } = raj.page;

    await test.step('A answers, C writes, Enter sends', async () => {
      await keyboard.press('a');
      await sre.sound.waitUntilSilent();
      await expect(raj.entry('You acknowledged')).toBeVisible();
      await keyboard.press('c');
      await keyboard.type('pool is full');
      await keyboard.press('Enter');
      await expect(raj.entry('pool is full')).toBeVisible();
    });

    await test.step('a name is completed', async () => {
      await keyboard.type('@an');
      await expect(raj.page.getByRole('option', { name: /Ana/ })).toBeVisible();
      await keyboard.press('Enter');
      await keyboard.type('can you look?');
      await keyboard.press('Enter');
      await expect(raj.entry('@Ana can you look?')).toBeVisible();
    });

    await test.step('commands are completed and carried out', async () => {
      await keyboard.type('/mit');
      await expect(raj.page.getByRole('option', { name: /mitigated/ })).toBeVisible();
      await keyboard.press('Enter');
      await keyboard.press('Enter');
      await expect.poll(() => hub.countEvents('incident.mitigated')).toBe(1);
      await keyboard.type('/note it was the pool');
      await keyboard.press('Enter');
      await expect(raj.entry('it was the pool')).toBeVisible();
    });

    await test.step('from message to message, and what can be done with one', async () => {
      await keyboard.press('Escape');
      await expect(raj.entry('it was the pool')).toBeFocused();
      // Over the line that says that it is mitigated.
      await keyboard.press('ArrowUp');
      await keyboard.press('ArrowUp');
      await expect(raj.entry('@Ana can you look?')).toBeFocused();
      await keyboard.press('Enter');
      await expect(raj.page.getByRole('menuitem', { name: 'Pin', exact: true })).toBeVisible();
      await keyboard.press('P');
      await expect(raj.page.getByRole('menuitem', { name: 'Pin', exact: true })).toBeFocused();
      await keyboard.press('Enter');
      await expect(
        raj.entry('@Ana can you look?').getByText('Pinned', { exact: true }),
      ).toBeVisible();
    });

    await test.step('search, and back', async () => {
      await keyboard.press('Control+K');
      await expect(raj.page.getByRole('dialog').getByRole('combobox').first()).toBeFocused();
      await keyboard.type('pool full');
      await expect(
        raj.page.getByRole('dialog').getByRole('listbox').getByRole('option'),
      ).toHaveCount(1);
      await keyboard.press('Escape');
      await expect(raj.page.getByRole('dialog')).toHaveCount(0);
    });

    await test.step('a time tells UTC, and what time it was for whom did it', async () => {
      const incidentId = incidentIdOf(hub, 1);
      await observer.command({ type: 'incident.acknowledge', incidentId });
      const time = (words: string) => raj.entry(words).locator('time').first();
      const utc = String.raw`^\d\d:\d\d:\d\d UTC, \w{3} \d+ \w{3} \d{4}`;
      const there = String.raw`; \d\d:\d\d( on \w{3})? in Asia/(Kolkata|Calcutta), where it was done$`;
      await expect(time('Ana acknowledged')).toHaveAttribute('title', new RegExp(utc + there));
      await expect(time('You acknowledged')).toHaveAttribute('title', new RegExp(`${utc}$`));
    });

    await test.step('a hit of another incident opens its room there, and marks it', async () => {
      await hub.alert('warning', 'ledger', 'lag 12 s');
      const incidentId = incidentIdOf(hub, 2);
      for (let index = 0; index < 40; index += 1) {
        await observer.say(incidentId, `message ${index}: ${index === 20 ? needle : filling}`);
      }
      await keyboard.press('Control+K');
      await keyboard.type('needle haystack');
      await expect(
        raj.page.getByRole('dialog').getByRole('listbox').getByRole('option'),
      ).toHaveCount(1);
      await keyboard.press('Enter');
      const ledger = await Room.of(sre, 2);
      await expect(ledger.entry(needle)).toBeInViewport();
      await expect(ledger.entry(needle)).toBeFocused();

      const top = await ledger.topLine();
      expect(top).toBeGreaterThan(10);
      const [widthPx, heightPx] = await ledger.page.evaluate(() => [innerWidth, innerHeight]);
      await ledger.resize(700, 600);
      expect(await ledger.topLine()).toBe(top);
      // Narrower still there is room for one region at a time.
      await ledger.resize(600, 600);
      await ledger.page.keyboard.press('Control+1');
      await expect(ledger.composer).toBeHidden();
      await ledger.resize(widthPx ?? 0, heightPx ?? 0);
      await expect(ledger.composer).toBeVisible();
      expect(await ledger.topLine()).toBe(top);
    });

    await test.step('R twice resolves', async () => {
      await keyboard.press('Control+1');
      await keyboard.press('r');
      await keyboard.press('r');
      await expect(raj.entry('Resolved: you')).toBeVisible();
    });
  } finally {
    observer.close();
  }
});

test('axe finds nothing in a room, light and dark, in its states', async ({
  hub,
  laptop,
}, testInfo) => {
  const sre = await laptop({ person: 'Raj', side: 'sre' });
  const ana = await Session.open(await hub.invite('Ana', 'developer'));
  try {
    await hub.alert('critical', 'checkout', 'error ratio 7%');
    const raj = await Room.openFromAlert(sre);
    const { page } = raj;
    const looks = async (state: string) => {
      for (const theme of ['light', 'dark']) {
        await sre.app.evaluate(({ nativeTheme }, source) => {
          nativeTheme.themeSource = source as 'light' | 'dark';
        }, theme);
        await expect(page.locator(`[data-theme="${theme}"]`).first()).toBeAttached();
        await page.screenshot({ path: testInfo.outputPath(`${state}-${theme}.png`) });
        expect(await axeFindings(page), `${state}, ${theme}`).toEqual([]);
      }
    };
    await looks('empty');

    for (const text of [table, '@Raj look at [this](https://example.com)', '**bold** `code`']) {
      await ana.say(incidentIdOf(hub, 1), text);
    }
    await raj.say('I look');
    await raj.choose('I look', 'Pin');
    await hub.tocsin('context', 'add', '1', '--note', 'moved last night', '--title', 'database');
    await raj.showWork('Context');
    await expect(raj.page.getByText('moved last night')).toBeVisible();
    await looks('busy');

    await page.keyboard.press('Control+K');
    await page
      .getByRole('dialog')
      .getByRole('combobox', { name: /search all/i })
      .fill('look');
    await expect(page.getByRole('dialog').getByRole('listbox').getByRole('option')).toHaveCount(2);
    await looks('search');
    await page.keyboard.press('Escape');
    await raj.composer.fill('/');
    await expect(page.getByRole('option', { name: /mitigated/ })).toBeVisible();
    await looks('commands');
  } finally {
    ana.close();
  }
});

function incidentIdOf(hub: HubProcess, number: number): string {
  for (const event of hub.readEvents()) {
    if (event.type === 'incident.opened' && event.number === number) return event.incidentId;
  }
  throw new Error(`There is no incident ${number}.`);
}
