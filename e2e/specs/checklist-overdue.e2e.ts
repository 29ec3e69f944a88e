import { join } from 'node:path';
import { ShownChecklist } from '../fixtures/checklist.ts';
import type { HubProcess } from '../fixtures/hub.ts';
import { openFullScreenWindow } from '../fixtures/other-window.ts';
import { Room } from '../fixtures/room.ts';
import { rightTitle, runbookConfig, steps, writeRunbooks } from '../fixtures/runbooks.ts';
import { expect, test } from '../fixtures/test.ts';

const beganAt = new Date();
test.use({ hubStartsAt: beganAt.toISOString() });
const later = (minutes: number) => new Date(beganAt.getTime() + minutes * 60_000).toISOString();

test('a critical step that is late is told to its assignee, and then to the room', async ({
  folder,
  desktop,
  hub,
  hubClock,
  laptop,
}, testInfo) => {
  const runbooks = join(folder, 'runbooks');
  writeRunbooks(runbooks);
  await hub.configure(runbookConfig(runbooks, hub.url));
  const sre = await laptop({ person: 'Raj', side: 'sre' });
  const developer = await laptop({ person: 'Ana', side: 'developer' });
  await hub.alert('critical', 'checkout', 'error ratio 7%');
  const rooms = [await Room.openFromAlert(sre), await Room.openFromAlert(developer)] as const;
  const [raj, ana] = rooms;
  await raj.page.keyboard.press('a');
  await sre.sound.waitUntilSilent();
  await developer.sound.waitUntilHeard(0.1);
  const shown = new ShownChecklist(ana.page);

  await test.step('another runbook is attached by hand', async () => {
    await expect(shown.list.getByRole('heading')).toHaveText(['Another 6']);
    await ana.page.getByRole('button', { name: 'Attach…' }).click();
    const dialog = ana.page.getByRole('dialog');
    await expect(dialog.getByRole('option').first()).toContainText('Attached already');
    await dialog.getByRole('combobox').fill('eu-1');
    await expect(dialog.getByRole('option')).toContainText([rightTitle]);
    await ana.page.screenshot({ path: testInfo.outputPath('attach.png') });
    await ana.page.keyboard.press('Enter');
    await expect(shown.list.getByRole('heading', { name: rightTitle })).toBeVisible();
  });

  await test.step('its assignee is told, and hears it', async () => {
    await shown.box(steps.pool).press('a');
    await ana.page.getByRole('combobox', { name: 'Who does it?' }).fill('Raj');
    await ana.page.keyboard.press('Enter');
    await expect(shown.step(steps.pool)).toContainText(/due \d\d:\d\d/);
    await expect(new ShownChecklist(raj.page).step(steps.pool)).toContainText('yours');
    const movedAt = performance.now();
    hubClock.set(later(7));
    await ana.say('is it done?');
    await expect.poll(() => sre.sound.firstHeardAfter(movedAt)).not.toBeNull();
    await sre.sound.waitUntilSilent();
    expect(toldOf(hub)).toEqual(['assignee']);
    const told = () => desktop.shownNotifications();
    await expect.poll(told).toContainEqual(expect.stringContaining('Your step is overdue'));
    expect((await told()).join()).not.toContain('A critical step is overdue');
    // The laptop that rings goes on as it did.
    expect(developer.sound.level(1_000)).toBeGreaterThan(0.1);
  });

  await test.step('five minutes later the room is', async () => {
    await ana.page.keyboard.press('Escape');
    await ana.page.keyboard.press('a');
    await developer.sound.waitUntilSilent();
    // Nobody's eyes are on the room.
    const other = await openFullScreenWindow(desktop, join(folder, 'other-window.log'));
    const movedAt = performance.now();
    hubClock.set(later(13));
    await raj.say('not yet');
    for (const { sound } of [sre, developer]) {
      await expect.poll(() => sound.firstHeardAfter(movedAt)).not.toBeNull();
    }
    expect(toldOf(hub)).toEqual(['assignee', 'room']);
    await expect
      .poll(async () => desktop.shownNotifications())
      .toContainEqual(expect.stringContaining('A critical step is overdue'));
    await desktop.screenshot(testInfo.outputPath('told.png'));
    await other.close();
    await expect(raj.entry(/should have been done by/)).toHaveText([/told: you/, /Ana and you/]);
    await expect(ana.entry(/should have been done by/)).toHaveText([/told: Raj/, /you and Raj/]);
  });
});

/** Whom the hub told of late steps, one time after the other. */
function toldOf(hub: HubProcess): string[] {
  return hub.readEvents().flatMap((event) => (event.type === 'step.overdue' ? [event.tells] : []));
}
