import { join } from 'node:path';
import { Automation } from '../fixtures/automation.ts';
import { axeFindings } from '../fixtures/axe.ts';
import { ShownChecklist } from '../fixtures/checklist.ts';
import { Room } from '../fixtures/room.ts';
import { commands, runbookConfig, steps, writeRunbooks } from '../fixtures/runbooks.ts';
import { postAlert } from '../fixtures/senders/alertmanager.ts';
import { expect, test } from '../fixtures/test.ts';

const added = 'Call the bank';

test('a checklist is worked through by keyboard alone, and axe finds nothing in it', async ({
  folder,
  hub,
  laptop,
}, testInfo) => {
  const automation = await Automation.start();
  try {
    const runbooks = join(folder, 'runbooks');
    writeRunbooks(runbooks);
    await hub.configure(runbookConfig(runbooks, automation.url));
    const { key } = await hub.createKey('lab', 'alertmanager');
    const sre = await laptop({ person: 'Raj', side: 'sre' });
    await postAlert(hub, key, { instance: 'a', status: 'firing' });
    await sre.waitUntilShown('alert');
    await sre.sound.waitUntilHeard();
    await sre.desktop.xdotool('key', 'o');
    const { page } = await Room.of(sre);
    const { keyboard } = page;
    const list = new ShownChecklist(page);
    await keyboard.press('a');
    await sre.sound.waitUntilSilent();
    await expect(list.box(steps.impact)).toBeVisible();

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

    await test.step('Ctrl+3 goes there, Space ticks, J goes on, answers are chosen', async () => {
      await keyboard.press('Control+3');
      await expect(list.box(steps.impact)).toBeFocused();
      await keyboard.press('Space');
      await expect(list.step(steps.impact)).toContainText('Done by you');
      await keyboard.press('j');
      await expect(list.box(steps.oneRegion)).toBeFocused();
      await keyboard.press('Space');
      await keyboard.press('ArrowRight');
      await keyboard.press('Enter');
      await expect(list.step(steps.oneRegion)).toContainText('Answered “no” by you');
      await expect(list.box(steps.oneRegion)).toBeFocused();
    });

    await test.step('D begins, S skips with a reason, C comments', async () => {
      await keyboard.press('j');
      await keyboard.press('d');
      await expect(list.step(steps.pool)).toContainText('You are doing it');
      await keyboard.press('s');
      await keyboard.press('Enter');
      await expect(page.getByText('It needs a reason.')).toBeVisible();
      await looks('reason');
      await keyboard.type('there is no pool');
      await keyboard.press('Enter');
      await expect(list.step(steps.pool)).toContainText('Skipped by you');
      await expect(list.box(steps.pool)).toBeFocused();
      await keyboard.press('c');
      await keyboard.type('ask the team');
      await keyboard.press('Enter');
      await expect.poll(() => hub.countEvents('step.commented')).toBe(1);
    });

    await test.step('A assigns, T says until when, Tab and Enter copy, R twice runs', async () => {
      await keyboard.press('j');
      await expect(list.box(steps.scale)).toBeFocused();
      await keyboard.press('a');
      await keyboard.type('Raj');
      await keyboard.press('Enter');
      await expect.poll(() => hub.countEvents('step.assigned')).toBe(1);
      await keyboard.press('t');
      await expect(list.list.getByRole('radio').first()).toBeFocused();
      await keyboard.press('Space');
      await looks('due');
      await keyboard.press('Enter');
      await expect(list.step(steps.scale)).toContainText(/due .*\d\d:\d\d/);
      await expect(list.box(steps.scale)).toBeFocused();
      const copy = list.step(steps.scale).getByRole('button', { name: /Copy|Copied/ });
      await keyboard.press('Tab');
      await expect(copy).toBeFocused();
      await keyboard.press('Enter');
      const text = () => sre.app.evaluate(({ clipboard }) => clipboard.readText());
      await expect.poll(async () => (await text()).trim()).toBe(commands);
      await keyboard.press('Shift+Tab');
      automation.answer = { status: 500, body: 'no capacity left' };
      await keyboard.press('r');
      await keyboard.press('r');
      await expect(list.step(steps.scale)).toContainText(/Failed after .* HTTP 500/);
      expect(hub.countEvents('step.run-started')).toBe(1);
      await keyboard.press('Enter');
      await looks('run');
      await keyboard.press('Enter');
    });

    await test.step('N adds a step, Alt moves it, F says that it failed', async () => {
      await keyboard.press('n');
      await keyboard.type(added);
      await keyboard.press('Enter');
      await expect(list.box(added)).toBeFocused();
      await keyboard.press('Alt+ArrowUp');
      await keyboard.press('f');
      await keyboard.type('nobody is there');
      await keyboard.press('Enter');
      await expect(list.step(added)).toContainText('Failed by you');
      await expect(list.box(added)).toBeFocused();
      await expect
        .poll(async () => list.steps())
        .toEqual([
          `1 done ${steps.impact}`,
          `1 done ${steps.oneRegion}`,
          `1 skipped ${steps.pool}`,
          `1 failed ${added}`,
          `1 open ${steps.scale}`,
          `1 open ${steps.status}`,
        ]);
      await expect.poll(() => hub.countEvents('step.moved')).toBe(1);
    });

    await test.step('another runbook is attached', async () => {
      const attach = page.getByRole('button', { name: 'Attach…' });
      for (let count = 0; count < 12; count += 1) {
        if (await attach.evaluate((button) => button === document.activeElement)) break;
        await keyboard.press('Shift+Tab');
      }
      await expect(attach).toBeFocused();
      await keyboard.press('Enter');
      await expect(page.getByRole('dialog').getByRole('option').first()).toBeVisible();
      await looks('attach');
      await keyboard.type('Another 6');
      await keyboard.press('Enter');
      await expect.poll(() => hub.countEvents('checklist.attached')).toBe(2);
    });
  } finally {
    await automation.close();
  }
});
