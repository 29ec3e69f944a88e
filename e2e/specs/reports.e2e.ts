import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { axeFindings } from '../fixtures/axe.ts';
import type { HubProcess } from '../fixtures/hub.ts';
import { Room } from '../fixtures/room.ts';
import { Session } from '../fixtures/session.ts';
import { shopConfig } from '../fixtures/shop.ts';
import { expect, test } from '../fixtures/test.ts';

test('the reports say what the journal says, by eye, by keyboard and as a file', async ({
  folder,
  hub,
  laptop,
}, testInfo) => {
  await hub.configure(shopConfig());
  const raj = await Session.open(await hub.invite('Raj', 'sre'));
  const developer = await laptop({ person: 'Ana', side: 'developer' });
  for (const title of ['error ratio 7%', 'queue grows', 'p99 above 2 s']) {
    await hub.alert('warning', 'checkout', title, '--key', title);
  }
  const opened = hub.readEvents().filter((event) => event.type === 'incident.opened');
  const [first = '', second = ''] = opened.map(({ incidentId }) => incidentId);
  const answered = await raj.command({ type: 'incident.acknowledge', incidentId: first });
  expect(answered).toMatchObject({ ok: true });
  const reason = 'Nobody can do anything about it.';
  await raj.command({ type: 'incident.mark-noise', incidentId: second || first, reason });
  raj.close();

  const room = await Room.openFromAlert(developer);
  await room.page.getByRole('button', { name: 'Show on the board' }).click();
  const board = await developer.waitUntilShown('board');
  await board.getByRole('button', { name: 'Reports' }).click();
  const reports = await developer.waitUntilShown('reports');
  const walked = walk(hub);

  await test.step('its figures are those of the log', async () => {
    const times = walked.pages === 1 ? 'once' : `${walked.pages} times`;
    const counted = `${walked.incidents} incident${walked.incidents === 1 ? '' : 's'}`;
    const summary = reports.getByRole('region', { name: 'Summary' });
    await expect(summary).toContainText(`${counted} opened, and people were paged ${times}.`);
    const row = reports.getByRole('row', { name: /^Ana/ });
    await expect(row.getByRole('cell').first()).toHaveText(String(walked.pagesOf.get('Ana')));
    await expect(reports.getByText(reason)).toBeVisible();
  });

  await test.step('a chart is read by keyboard', async () => {
    const chart = reports.getByRole('slider', { name: 'Pages, week by week' });
    await chart.focus();
    await reports.keyboard.press('End');
    const read = (await chart.getAttribute('aria-valuetext')) ?? '';
    const [, day, night] = /By day (\d+), At night (\d+)/i.exec(read) ?? [];
    expect(Number(day) + Number(night)).toBe(walked.pages);
    await reports.keyboard.press('ArrowLeft');
    await expect(chart).toHaveAttribute('aria-valuetext', /By day 0, At night 0/i);
  });

  await test.step('it is saved for a spreadsheet', async () => {
    const file = join(folder, 'reports.csv');
    await developer.app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, file);
    await reports.getByRole('button', { name: 'Save as CSV' }).click();
    await expect.poll(() => existsSync(file)).toBe(true);
    const [head = '', ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
    const pagesAt = head.split(',').indexOf('pages');
    expect(pagesAt).toBeGreaterThan(-1);
    const ofAna = lines
      .filter((line) => /,Ana,/.test(line))
      .map((line) => line.split(',')[pagesAt]);
    expect(ofAna).toContain(String(walked.pagesOf.get('Ana')));
  });

  await board.getByRole('button', { name: /settings/i }).click();
  const settings = await developer.waitUntilShown('settings');
  for (const theme of ['light', 'dark']) {
    await test.step(`everybody can read it: ${theme}`, async () => {
      await settings.getByRole('radio', { name: new RegExp(theme, 'i') }).click();
      await expect(reports.locator(`[data-theme="${theme}"]`).first()).toBeAttached();
      await reports.screenshot({ path: testInfo.outputPath(`reports-${theme}.png`) });
      expect(await axeFindings(reports)).toEqual([]);
    });
  }
});

/** Pages and incidents, counted from the log alone: everybody who was called as one opened, or later. */
function walk(hub: HubProcess) {
  const events = hub.readEvents();
  const names = new Map<string, string>();
  const pagesOf = new Map<string, number>();
  let incidents = 0;
  const page = (personId: string): void => {
    const name = names.get(personId) ?? personId;
    pagesOf.set(name, (pagesOf.get(name) ?? 0) + 1);
  };
  for (const event of events) {
    if (event.type === 'person.enrolled') names.set(event.person.id, event.person.name);
    if (event.type === 'seat.called') event.personIds.forEach(page);
    if (event.type !== 'incident.opened') continue;
    incidents += 1;
    [...event.called.developer, ...event.called.sre].forEach(page);
  }
  return { incidents, pagesOf, pages: [...pagesOf.values()].reduce((sum, one) => sum + one, 0) };
}
