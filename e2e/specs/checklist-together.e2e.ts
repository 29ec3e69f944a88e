import { join } from 'node:path';
import type { Locator } from 'playwright';
import { Automation } from '../fixtures/automation.ts';
import { foldJournal, inWords, itemsOf, ShownChecklist } from '../fixtures/checklist.ts';
import { CuttableLink } from '../fixtures/cuttable-link.ts';
import type { HubProcess } from '../fixtures/hub.ts';
import { Room } from '../fixtures/room.ts';
import { commands, rightTitle, runbookConfig, steps, writeRunbooks } from '../fixtures/runbooks.ts';
import { Monitoring } from '../fixtures/senders/prometheus.ts';
import { Session } from '../fixtures/session.ts';
import { expect, test } from '../fixtures/test.ts';

const added = 'Call the bank';

test('developer and SRE work through one checklist, at once and cut off', async ({
  folder,
  hub,
  laptop,
}, testInfo) => {
  const links = [await CuttableLink.start(hub.port), await CuttableLink.start(hub.port)] as const;
  const automation = await Automation.start();
  const observer = await Session.open(await hub.invite('Observer', 'sre'));
  const { key } = await hub.createKey('lab', 'alertmanager');
  const webhook = `${hub.url}/ingest/alertmanager`;
  const monitoring = await Monitoring.start(join(folder, 'monitoring'), webhook, key);
  try {
    const runbooks = join(folder, 'runbooks');
    writeRunbooks(runbooks);
    await hub.configure(runbookConfig(runbooks, automation.url));
    const [rajLink, anaLink] = links.map(({ port }) => `http://127.0.0.1:${port}`);
    const sre = await laptop({ person: 'Raj', side: 'sre', hubUrl: rajLink ?? '' });
    const developer = await laptop({ person: 'Ana', side: 'developer', hubUrl: anaLink ?? '' });
    monitoring.service.errorRatio = 0.07;
    const ringing = await sre.waitUntilShown('alert', 30_000);
    await expect(ringing.getByText('checklist 0/4')).toBeVisible();
    const rooms = [await Room.openFromAlert(sre), await Room.openFromAlert(developer)] as const;
    for (const room of rooms) await room.page.keyboard.press('a');
    const both = [new ShownChecklist(rooms[0].page), new ShownChecklist(rooms[1].page)] as const;
    const [raj, ana] = both;
    const incidentId = incidentOf(hub);

    await test.step('the right one of fifty runbooks is there at once, with the reason', async () => {
      for (const { list } of both) {
        await expect(list.getByRole('heading', { name: rightTitle })).toBeVisible();
        await expect(list.getByText(/Attached by itself/)).toContainText(
          'labels region=eu-1, severity=critical, alert HighErrorRatio, service checkout',
        );
      }
      expect(hub.countEvents('checklist.attached')).toBe(1);
      const timeOf = (type: string) => hub.readEvents().find((one) => one.type === type)?.at;
      expect(timeOf('checklist.attached')).toBe(timeOf('incident.opened'));
    });

    await test.step('each ticks another step at the same moment', async () => {
      for (const link of links) link.hold();
      await raj.box(steps.pool).click();
      await ana.box(steps.impact).click();
      for (const link of links) link.release();
      for (const side of both) {
        await expect(side.box(steps.pool)).toBeChecked();
        await expect(side.box(steps.impact)).toBeChecked();
      }
      await expect(ana.step(steps.pool)).toContainText('Done by Raj');
      await expect(raj.step(steps.impact)).toContainText('Done by Ana');
      expect(changesOf(hub, steps.pool)).toEqual(['done']);
      expect(changesOf(hub, steps.impact)).toEqual(['done']);
    });

    await test.step('both tick the same step at the same moment: once, and the second is told', async () => {
      for (const link of links) link.hold();
      for (const side of both) await side.box(steps.status).click();
      links[0].release();
      await expect(raj.step(steps.status)).toContainText('Done by you');
      await expect.poll(() => changesOf(hub, steps.status)).toEqual(['done']);
      links[1].release();
      await expect(ana.step(steps.status)).toContainText('You wanted to tick it. Raj did it at');
      await expect(ana.step(steps.status)).toContainText('Done by Raj');
      await ana.page.screenshot({ path: testInfo.outputPath('second.png') });
      await ana.step(steps.status).getByRole('button', { name: 'Dismiss' }).click();
      await expect(ana.step(steps.status)).not.toContainText('You wanted to');
      expect(changesOf(hub, steps.status)).toEqual(['done']);
    });

    await test.step('an answer shows and hides steps on both sides', async () => {
      await answer(raj.step(steps.oneRegion), 'yes');
      for (const side of both) {
        await expect(side.step(steps.payments)).toBeVisible();
        await expect(side.step(steps.scale)).toHaveCount(0);
      }
      await expect(ana.step(steps.oneRegion)).toContainText('Answered “yes” by Raj');
      await answer(ana.step(steps.oneRegion), 'no');
      for (const side of both) {
        await expect(side.step(steps.scale)).toBeVisible();
        await expect(side.step(steps.payments)).toHaveCount(0);
        await expect(side.step(steps.move)).toHaveCount(0);
      }
    });

    await test.step('its commands are copied', async () => {
      await raj.step(steps.scale).getByRole('button', { name: 'Copy' }).click();
      await expect(raj.step(steps.scale).getByRole('button', { name: 'Copied' })).toBeVisible();
      const text = () => sre.app.evaluate(({ clipboard }) => clipboard.readText());
      await expect.poll(async () => (await text()).trim()).toBe(commands);
    });

    await test.step('its commands are run by the automation, and both see what came of it', async () => {
      automation.answer = { status: 200, body: 'pool is 100 now' };
      await run(raj.step(steps.scale));
      for (const side of both) {
        await expect(side.step(steps.scale)).toContainText(/Succeeded after .* HTTP 200/);
        await side.step(steps.scale).getByText('Its answer').click();
        await expect(side.step(steps.scale).getByText('pool is 100 now')).toBeVisible();
      }
      automation.answer = { status: 500, body: 'no capacity left' };
      await run(ana.step(steps.scale));
      for (const side of both) {
        await expect(side.step(steps.scale)).toContainText(/Failed after .* HTTP 500/);
        await expect(side.step(steps.scale).getByText('no capacity left')).toBeVisible();
        await expect(side.step(steps.scale).getByText('1 earlier')).toBeVisible();
      }
      const asked = automation.asked.map(({ commands: { text }, person }) => [person.name, text]);
      expect(asked.map(([name, text]) => [name, text?.trim()])).toEqual([
        ['Raj', commands],
        ['Ana', commands],
      ]);
      await raj.page.screenshot({ path: testInfo.outputPath('run.png') });
    });

    await test.step('who is cut off works on, and is told what happened meanwhile', async () => {
      links[1].cut();
      await ana.box(steps.pool).click();
      await ana.step(steps.pool).getByRole('button', { name: 'Details' }).click();
      await ana.step(steps.pool).getByRole('button', { name: 'New step after it…' }).click();
      await ana.page.getByLabel('What is to be done?').fill(added);
      await ana.page.keyboard.press('Enter');
      await ana.box(added).click();
      await expect(ana.box(added)).toBeChecked();
      await expect(ana.box(steps.pool)).not.toBeChecked();
      await ana.box(steps.scale).click();
      await fail(raj.step(steps.scale), 'no capacity');
      await raj.box(steps.impact).click();
      await expect(raj.box(steps.impact)).not.toBeChecked();
      await developer.app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));
      await expect(ana.step(steps.pool)).toContainText('waiting for the hub', { timeout: 30_000 });
      await ana.page.screenshot({ path: testInfo.outputPath('cut-off.png') });

      links[1].mend();
      await developer.app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));
      await expect(raj.box(added)).toBeChecked({ timeout: 20_000 });
      await ana.page.getByRole('button', { name: `Not as you wanted: ${steps.scale}` }).click();
      await expect(ana.box(steps.scale)).toBeFocused();
      await expect(ana.step(steps.scale)).toContainText(
        /You wanted to tick it\. Raj could not do it at/,
      );
      await expect(ana.page.getByText('waiting for the hub')).toHaveCount(0);
      await ana.page.screenshot({ path: testInfo.outputPath('back.png') });
    });

    await test.step('both have what the journal has, in its order', async () => {
      const [checklist, ...others] = foldJournal(hub, incidentId);
      if (!checklist) throw new Error('The journal knows no checklist.');
      expect(others).toEqual([]);
      const expected = (await itemsOf(checklist, observer)).map(inWords);
      expect(expected).toEqual([
        `1 open ${steps.impact}`,
        `1 done ${steps.oneRegion}`,
        `1 open ${steps.pool}`,
        `1 done ${added}`,
        `1 failed ${steps.scale}`,
        `1 done ${steps.status}`,
      ]);
      for (const checklist of both) {
        await expect.poll(async () => checklist.steps()).toEqual(expected);
      }
      expect(changesOf(hub, added)).toEqual(['done']);
      expect(changesOf(hub, steps.pool)).toEqual(['done', 'open']);
      expect(changesOf(hub, steps.scale)).toEqual(['failed']);
    });
  } finally {
    await monitoring.stop();
    observer.close();
    await automation.close();
    for (const link of links) await link.close();
  }
});

async function answer(step: Locator, text: string): Promise<void> {
  await step.getByRole('button', { name: text, exact: true }).click();
}

async function run(step: Locator): Promise<void> {
  await step.getByRole('button', { name: 'Run', exact: true }).click();
  await step.getByRole('button', { name: 'Really run it?' }).click();
}

async function fail(step: Locator, reason: string): Promise<void> {
  await step.getByRole('checkbox').press('f');
  await step.getByLabel('What failed?').fill(reason);
  await step.getByLabel('What failed?').press('Enter');
  await expect(step).toContainText(reason);
}

/** Where a step was brought, one after the other. */
function changesOf(hub: HubProcess, text: string): string[] {
  return hub
    .readEvents()
    .flatMap((event) =>
      event.type === 'step.changed' && event.stepText === text ? [event.status] : [],
    );
}

function incidentOf(hub: HubProcess): string {
  const opened = hub.readEvents().find(({ type }) => type === 'incident.opened');
  if (opened?.type !== 'incident.opened') throw new Error('No incident was opened.');
  return opened.incidentId;
}
