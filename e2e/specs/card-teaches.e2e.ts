import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { Room } from '../fixtures/room.ts';
import { Monitoring } from '../fixtures/senders/prometheus.ts';
import { shopConfig, writeRunbook } from '../fixtures/shop.ts';
import { expect, test } from '../fixtures/test.ts';

const cause = 'The pool was too small for the sale.';
const caught = 'A load test with twice the buyers.';
const impact = 'One in ten could not pay.';
const quickMs = 30_000;

/** Goes on by Tab until the focus is on what has this name. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let count = 0; count < 90; count += 1) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      const label = element instanceof HTMLTextAreaElement ? element.labels[0] : null;
      return (label ?? element)?.textContent.trim() ?? '';
    });
    if (name.test(focused)) return;
  }
  throw new Error(`Tab never comes to ${String(name)}.`);
}

test('what was learned is written by keyboard, goes into its file, and is shown at the next page like it', async ({
  folder,
  hub,
  laptop,
}, testInfo) => {
  const picture = (name: string) => ({ path: testInfo.outputPath(`${name}.png`) });
  const cards = join(folder, 'cards');
  const runbooks = join(folder, 'runbooks');
  mkdirSync(runbooks);
  await hub.configure(shopConfig(`cards: { folder: '${cards}' }\n${writeRunbook(runbooks)}`));
  const sre = await laptop({ person: 'Raj', side: 'sre' });
  const developer = await laptop({ person: 'Ana', side: 'developer' });
  const { key } = await hub.createKey('lab', 'alertmanager');
  const webhook = `${hub.url}/ingest/alertmanager`;
  const monitoring = await Monitoring.start(join(folder, 'monitoring'), webhook, key);
  try {
    monitoring.service.errorRatio = 0.07;
    const raj = await Room.openFromAlert(sre);
    const ana = await Room.openFromAlert(developer);
    for (const room of [raj, ana]) {
      await room.page.getByRole('button', { name: 'I have it' }).click();
    }
    await ana.showWork('Checklist');
    await ana.page.getByRole('checkbox', { name: /Tell support/ }).focus();
    await ana.page.keyboard.press('Space');
    await expect.poll(() => hub.countEvents('step.changed')).toBe(1);
    await raj.say('/stopgap Pool from 50 to 200');
    const dialog = raj.page.getByRole('dialog', { name: 'Install a stopgap' });
    await dialog.getByLabel('How exactly is it undone?').fill('scale checkout-pool 50');
    await dialog.getByRole('button', { name: 'Install it' }).click();
    await expect(dialog).toHaveCount(0);
    await raj.showWork('Stopgaps');
    await raj.page.getByRole('button', { name: 'Fixed and undone…' }).click();
    await raj.page.getByRole('button', { name: 'It is fixed and undone' }).click();
    await expect.poll(() => hub.countEvents('stopgap.undone')).toBe(1);

    await test.step('when the alert ends a card is drafted, and the room asks for it', async () => {
      monitoring.service.errorRatio = 0;
      await expect.poll(() => hub.countEvents('card.drafted'), { timeout: quickMs }).toBe(1);
      for (const { page } of [raj, ana]) {
        await expect(page.getByText('It is resolved. What was learned?')).toBeVisible();
      }
      await ana.page.screenshot(picture('invited'));
    });

    await test.step('the SRE may write, and not accept', async () => {
      await raj.page.getByRole('button', { name: 'Open the card' }).click();
      const accept = raj.page.getByRole('button', { name: 'Accept', exact: true });
      await expect(accept).toHaveAttribute('aria-disabled', 'true');
      await expect(accept).toHaveAccessibleDescription(/Payments accepts or waives it/);
      await raj.page.getByLabel('Impact', { exact: true }).fill(impact);
      await raj.page.screenshot(picture('sre-writes'));
    });

    await test.step('meanwhile the developer writes the cause and the test by keyboard', async () => {
      await ana.focus();
      await ana.composer.focus();
      await tabTo(ana.page, /^Open the card$/);
      await ana.page.keyboard.press('Enter');
      await ana.page.keyboard.press('Control+3');
      await tabTo(ana.page, /^Impact/);
      await ana.page.keyboard.press('Control+A');
      await ana.page.keyboard.type('Half an hour of failed payments.');
      await tabTo(ana.page, /^Cause/);
      await ana.page.keyboard.type(cause);
      await tabTo(ana.page, /^The test/);
      await ana.page.keyboard.type(caught);
      await tabTo(ana.page, /^Save$/);
      await ana.page.keyboard.press('Enter');
      await expect.poll(() => hub.countEvents('card.edited')).toBe(1);
    });

    await test.step('who wrote at the same time sees both texts, and chooses', async () => {
      const conflict = raj.page.getByRole('group', { name: 'Impact: written by two at once' });
      await expect(conflict).toContainText('Half an hour of failed payments.');
      await expect(conflict).toContainText(impact);
      await expect(raj.page.getByRole('textbox', { name: /^Cause/ })).toHaveValue(cause);
      await raj.page.screenshot(picture('both-texts'));
      await conflict.getByRole('button', { name: /Keep mine/ }).click();
      await raj.page.getByRole('button', { name: 'Save', exact: true }).click();
      await expect.poll(() => hub.countEvents('card.edited')).toBe(2);
    });

    await test.step('the developer accepts it, and it is in its folder', async () => {
      await expect(ana.page.getByLabel('Impact', { exact: true })).toHaveValue(impact);
      await tabTo(ana.page, /^Accept$/);
      await ana.page.keyboard.press('Enter');
      await expect(ana.page.getByText(/^Written to/)).toBeVisible();
      await ana.page.screenshot(picture('accepted'));
      expect(existsSync(cards) ? readdirSync(cards) : []).toHaveLength(1);
      const [name = ''] = readdirSync(cards);
      expect(name).toMatch(/^\d{4}-\d\d-\d\d-incident-1-checkout\.md$/);
      const [, front = '', body = ''] = readFileSync(join(cards, name), 'utf8').split('---\n');
      expect(front).toMatch(/^incident: 1$/m);
      expect(front).toMatch(/^team: Payments$/m);
      expect(front).toMatch(/^accepted_by: Ana$/m);
      expect(front).toContain('HighErrorRatio');
      for (const text of [`## Cause\n\n${cause}`, caught, impact, 'Pool from 50 to 200']) {
        expect(body).toContain(text);
      }
    });

    await test.step('the next page like it says so on both laptops, and in the room', async () => {
      monitoring.service.errorRatio = 0.09;
      await expect.poll(() => hub.countEvents('incident.opened'), { timeout: quickMs }).toBe(2);
      for (const one of [sre, developer]) {
        const alert = await one.waitUntilShown('alert');
        await expect(alert.getByText(/Seen before: \d{4}-\d\d-\d\d #1/)).toBeVisible();
        await expect(alert.getByText(/the pool was too small for the sale/)).toBeVisible();
      }
      await (await developer.page('alert')).screenshot(picture('seen-before'));
      const next = await Room.openFromAlert(developer, 2);
      await expect(next.page.getByText(/the pool was too small/).first()).toBeVisible();
      await next.page.screenshot(picture('seen-before-in-room'));
    });

    await test.step('the review says what the journal says', async () => {
      const file = join(folder, 'review.md');
      await sre.app.evaluate(({ dialog: saving }, filePath) => {
        saving.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
      }, file);
      await raj.page.getByRole('button', { name: 'Export the room' }).click();
      await raj.page.getByRole('menuitem', { name: /^Review/ }).click();
      await expect.poll(() => existsSync(file)).toBe(true);
      const review = readFileSync(file, 'utf8');
      const events = hub.readEvents().filter((event) => 'incidentId' in event);
      const opened = events.find(({ type }) => type === 'incident.opened');
      const ofFirst = events.filter((event) => event.incidentId === opened?.incidentId);
      const afterOpening = (instant: string | undefined) => {
        const ms = Date.parse(instant ?? '') - Date.parse(opened?.at ?? '');
        return `${Math.round(ms / 1_000)} s`;
      };
      const heldBy = (side: string) =>
        ofFirst.find((event) => event.type === 'seat.acknowledged' && event.side === side)?.at;
      const at = (type: string) => ofFirst.find((event) => event.type === type)?.at;
      const row = (name: string, ...instants: (string | undefined)[]) =>
        `| ${[name, ...instants.map(afterOpening)].join(' | ')} |`;
      expect(review).toContain(row('acknowledged after', heldBy('developer'), heldBy('sre')));
      const [installedAt, resolvedAt] = [at('stopgap.installed'), at('incident.resolved')];
      expect(review).toContain(row('mitigated after', installedAt, installedAt));
      expect(review).toContain(row('resolved after', resolvedAt, resolvedAt));
      const settledAt = (at('step.changed') ?? '').replace('T', ' ').slice(0, 19);
      expect(review).toContain(`- [x] Tell support — done by Ana, ${settledAt} UTC`);
      expect(review).toContain('**Pool from 50 to 200**: undone by Raj');
      expect(review).toContain(cause);
    });
  } finally {
    await monitoring.stop();
  }
});
