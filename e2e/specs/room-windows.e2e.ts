import type { Page } from 'playwright';
import { waitFor } from '../../build/child-process.ts';
import type { Client } from '../fixtures/client.ts';
import { Room } from '../fixtures/room.ts';
import { Session } from '../fixtures/session.ts';
import { expect, test } from '../fixtures/test.ts';

interface SizedWindow {
  setBounds(bounds: { width: number; height: number }): void;
}

interface Requests {
  request(channel: string, payload: unknown): Promise<unknown>;
}

test('rooms are opened, closed and opened again in a row, each with what is its own', async ({
  hub,
  laptop,
}) => {
  const sre = await laptop({ person: 'Raj', side: 'sre' });
  await hub.alert('critical', 'checkout', 'error ratio 7%');
  await hub.alert('critical', 'search', 'index is behind');
  const alert = await sre.waitUntilShown('alert', 30_000);
  await alert.keyboard.press('A');
  const ana = await Session.open(await hub.invite('Ana', 'developer'));
  const ids = new Map(ana.incidents.map(({ id, number }) => [number, id]));
  const said = (number: number) => `said in ${number}`;
  for (const [number, id] of ids) await ana.say(id, said(number));
  ana.close();
  const open = async (number: number): Promise<Room> => {
    await ask(alert, 'incident:open', ids.get(number) ?? '');
    const room = await Room.of(sre, number);
    await expect(room.entry(said(number))).toBeVisible();
    await expect(room.entry(said(3 - number))).toHaveCount(0);
    return room;
  };

  await test.step('a window waits for them, which nobody sees', async () => {
    await waitFor('the window that waits', async () => (await sre.roomWindows()).waiting === 1);
    expect(await sre.roomWindows()).toEqual({ shown: 0, waiting: 1 });
    const titles = await sre.desktop.stackedTitles();
    expect(titles.filter((title) => title.startsWith('Tocsin room'))).toEqual([]);
  });

  await test.step('one by one, whether the next window is ready or not', async () => {
    for (let round = 0; round < 6; round += 1) {
      const number = (round % 2) + 1;
      const room = await open(number);
      await room.page.keyboard.press('c');
      await room.page.keyboard.type(`round ${round}`);
      await room.page.keyboard.press('Enter');
      await expect(room.entry(`round ${round}`)).toBeVisible();
      if (round < 4) await closeByUser(sre, number);
      else await room.page.close();
      await waitFor('the room to be closed', async () => (await sre.roomWindows()).shown === 0);
      if (round % 3 === 0) {
        await waitFor('the next window', async () => (await sre.roomWindows()).waiting === 1);
      }
    }
  });

  await test.step('side by side', async () => {
    const first = await open(1);
    const second = await open(2);
    await waitFor('the next window', async () => (await sre.roomWindows()).waiting === 1);
    expect(await sre.roomWindows()).toEqual({ shown: 2, waiting: 1 });
    await expect(first.entry(said(1))).toBeVisible();
    await expect(second.entry(said(2))).toBeVisible();
    for (const number of [1, 2]) await closeByUser(sre, number);
  });

  await test.step('as its reader left the last one, though it had loaded before', async () => {
    const first = await open(1);
    await waitFor('the next window', async () => (await sre.roomWindows()).waiting === 1);
    await first.page.getByRole('separator', { name: 'Width of who and state' }).press('Enter');
    await first.page.getByRole('tab', { name: /^Context/ }).click();
    const size = { width: 1100, height: 640 };
    const window = await sre.app.browserWindow(first.page);
    await window.evaluate((one: SizedWindow, wanted) => one.setBounds(wanted), size);
    await expect.poll(() => first.page.evaluate(() => globalThis.innerHeight)).toBe(size.height);
    await closeByUser(sre, 1);
    const second = await open(2);
    const folded = second.page.getByRole('button', { name: 'Who and state' });
    await expect(folded).toHaveAttribute('aria-expanded', 'false');
    expect(await second.page.evaluate(() => globalThis.innerHeight)).toBe(size.height);
    await expect(second.page.getByRole('tab', { name: /^Context/ })).toHaveAttribute(
      'aria-selected',
      'true',
    );
    await folded.click();
    await closeByUser(sre, 2);
  });

  await test.step('though the page of the window that waits dies', async () => {
    await waitFor('the next window', async () => (await sre.roomWindows()).waiting === 1);
    await sre.app.evaluate(({ BrowserWindow }) => {
      const waiting = BrowserWindow.getAllWindows().find((one) => one.getTitle() === 'Tocsin room');
      waiting?.webContents.forcefullyCrashRenderer();
    });
    await waitFor('it to go', async () => (await sre.roomWindows()).waiting === 0);
    await open(1);
    await closeByUser(sre, 1);
  });

  await test.step('and none waits once no incident is open', async () => {
    await waitFor('the next window', async () => (await sre.roomWindows()).waiting === 1);
    for (const incidentId of ids.values()) {
      await ask(alert, 'incident:resolve', incidentId);
    }
    await waitFor('it to go', async () => (await sre.roomWindows()).waiting === 0);
    expect(await sre.roomWindows()).toEqual({ shown: 0, waiting: 0 });
  });
});

/** As a window does it for its user. */
async function ask(page: Page, channel: string, incidentId: string): Promise<void> {
  await page.evaluate(
    async ([name, id]) => {
      const { tocsin } = globalThis as unknown as { tocsin: Requests };
      await tocsin.request(name, { incidentId: id });
    },
    [channel, incidentId] as const,
  );
}

/** As by the button of its frame. */
async function closeByUser(client: Client, incidentNumber: number): Promise<void> {
  await client.app.evaluate(({ BrowserWindow }, start) => {
    const room = BrowserWindow.getAllWindows().find((one) => one.getTitle().startsWith(start));
    room?.close();
  }, `Tocsin room: #${incidentNumber} `);
}
