import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { HubProcess } from '../fixtures/hub.ts';
import { Room } from '../fixtures/room.ts';
import { shopConfig, writeRunbook } from '../fixtures/shop.ts';
import { expect, test } from '../fixtures/test.ts';

/** The newest event of a type, once it is there. */
async function newest(hub: HubProcess, type: string, count = 1) {
  await expect.poll(() => hub.countEvents(type)).toBe(count);
  const found = hub.readEvents().findLast((event) => event.type === type);
  if (!found) throw new Error(`There is no ${type}.`);
  return found;
}

function expiryOf(hub: HubProcess): string | undefined {
  const installed = hub.readEvents().find((event) => event.type === 'stopgap.installed');
  return installed?.stopgap.expiresAt;
}

test.describe('on a Friday night', () => {
  // 23:40 in Berlin.
  test.use({ hubStartsAt: '2026-11-27T22:40:00.000Z' });

  test('a stopgap from a step holds until the team opens on Monday, is extended, and undone', async ({
    folder,
    hub,
    hubClock,
    laptop,
  }, testInfo) => {
    const runbooks = join(folder, 'runbooks');
    mkdirSync(runbooks);
    await hub.configure(shopConfig(writeRunbook(runbooks)));
    const sre = await laptop({ person: 'Raj', side: 'sre' });
    const developer = await laptop({ person: 'Ana', side: 'developer' });
    const { dedupKey } = await hub.alert('critical', 'checkout', 'error ratio 7%');
    const raj = await Room.openFromAlert(sre);
    const ana = await Room.openFromAlert(developer);
    for (const room of [raj, ana]) {
      await room.page.getByRole('button', { name: 'I have it' }).click();
    }

    await test.step('it is installed from the step, with its undo', async () => {
      await raj.showWork('Checklist');
      await raj.page.getByRole('checkbox', { name: /Double the pool/ }).focus();
      await raj.page.keyboard.press('Enter');
      await raj.page.getByRole('button', { name: /^Install/ }).click();
      const dialog = raj.page.getByRole('dialog', { name: 'Install a stopgap' });
      await expect(dialog.getByLabel('How exactly is it undone?')).toHaveValue(
        'scale checkout-pool 50',
      );
      await expect(dialog.getByText(/Payments opens/).first()).toBeVisible();
      await raj.page.screenshot({ path: testInfo.outputPath('install.png') });
      await dialog.getByRole('button', { name: 'Install it' }).click();
      await ana.showWork('Stopgaps');
      await expect(ana.page.getByRole('list', { name: 'Open stopgaps' })).toContainText(
        'scale checkout-pool 50',
      );
      expect(expiryOf(hub)).toBe('2026-11-30T10:00:00.000Z');
      await ana.page.screenshot({ path: testInfo.outputPath('installed.png') });
    });

    await test.step('nobody is asked before the team is there', async () => {
      hubClock.set('2026-11-30T09:59:00.000Z');
      await ana.say('good morning');
      await expect(raj.entry('good morning')).toBeVisible();
      expect(hub.countEvents('stopgap.asked')).toBe(0);
    });

    await test.step('on Monday at 11:00 the owner is asked, and hears it', async () => {
      await raj.focus();
      const askedAt = performance.now();
      hubClock.set('2026-11-30T10:00:05.000Z');
      await ana.say('still here');
      expect(await newest(hub, 'stopgap.asked')).toMatchObject({ actor: { kind: 'hub' } });
      await expect.poll(() => developer.sound.firstHeardAfter(askedAt)).not.toBeNull();
      await expect(ana.page.getByText(/was asked/).first()).toBeVisible();
      await ana.page.screenshot({ path: testInfo.outputPath('asked.png') });
    });

    await test.step('the incident cannot be closed before it is answered for', async () => {
      await hub.alert('critical', 'checkout', 'error ratio 7%', '--resolve');
      expect(dedupKey).not.toBe('');
      await expect.poll(() => hub.countEvents('alert.resolved')).toBe(1);
      expect(hub.countEvents('incident.resolved')).toBe(0);
    });

    await test.step('it is extended with a reason, until the team opens again', async () => {
      await ana.page.getByRole('button', { name: 'Extend…' }).click();
      await ana.page
        .getByRole('radio', { name: /Payments opens/ })
        .first()
        .check();
      await ana.page.getByRole('textbox', { name: /[Ww]hy/ }).fill('The fix is in review.');
      await ana.page.getByRole('button', { name: 'Extend it' }).click();
      await expect(raj.entry(/extended the stopgap .* The fix is in review/)).toBeVisible();
      const extended = await newest(hub, 'stopgap.extended');
      const until = 'until' in extended ? Date.parse(String(extended.until)) : 0;
      expect(new Date(until).toISOString()).toMatch(/^2026-12-01T(08|10):00:00/);
    });

    await test.step('fixed and undone, the incident is over', async () => {
      await ana.page.getByRole('button', { name: 'Fixed and undone…' }).click();
      await ana.page.getByRole('textbox', { name: /[Ww]hat/ }).fill('Pool is back, v2 is out.');
      await ana.page
        .getByRole('button', { name: /undone/i })
        .last()
        .click();
      await newest(hub, 'stopgap.undone');
      await newest(hub, 'incident.resolved');
      await expect(raj.page.getByText('It is resolved. What was learned?')).toBeVisible();
      await ana.page.screenshot({ path: testInfo.outputPath('undone.png') });
    });
  });
});

for (const { name, at, holidays, expires } of [
  {
    name: 'into summer time and over a holiday on Monday',
    at: '2027-03-26T22:40:00.000Z',
    holidays: ['2027-03-29'],
    expires: '2027-03-30T09:00:00.000Z',
  },
  {
    name: 'out of summer time',
    at: '2026-10-23T21:40:00.000Z',
    holidays: [],
    expires: '2026-10-26T10:00:00.000Z',
  },
]) {
  test.describe(name, () => {
    test.use({ hubStartsAt: at });

    test('the owner is asked two hours after the team opens', async ({ hub, hubClock, laptop }) => {
      await hub.configure(shopConfig('', holidays));
      const developer = await laptop({ person: 'Ana', side: 'developer' });
      await hub.alert('warning', 'checkout', 'queue grows');
      const ana = await Room.openFromAlert(developer);
      await ana.say('/stopgap The flag is off');
      const dialog = ana.page.getByRole('dialog', { name: 'Install a stopgap' });
      await dialog.getByLabel('How exactly is it undone?').fill('Turn the flag on.');
      await dialog.getByRole('button', { name: 'Install it' }).click();
      await newest(hub, 'stopgap.installed');
      expect(expiryOf(hub)).toBe(expires);
      const before = new Date(Date.parse(expires) - 60_000).toISOString();
      hubClock.set(before);
      await ana.say('not yet');
      await expect.poll(() => hub.countEvents('message.posted')).toBe(1);
      expect(hub.countEvents('stopgap.asked')).toBe(0);
      hubClock.set(expires);
      await ana.say('now');
      await newest(hub, 'stopgap.asked');
    });
  });
}
