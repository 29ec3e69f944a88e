import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MetricItem } from '../../server/protocol/context.ts';
import { ContextPack } from '../../server/protocol/room-api.ts';
import { Monitoring } from '../fixtures/senders/prometheus.ts';
import { Session } from '../fixtures/session.ts';
import { expect, test } from '../fixtures/test.ts';

const config = (prometheusUrl: string) => `
prometheus: { url: '${prometheusUrl}' }
people:
  ana: { name: Ana, zone: Europe/Lisbon }
  raj: { name: Raj, zone: Asia/Kolkata }
teams:
  shop: { side: developer, zone: Europe/Lisbon, members: [ana] }
  platform: { side: sre, zone: Asia/Kolkata, members: [raj] }
services:
  checkout:
    developers: shop
    sres: platform
    runbooks: [https://runbooks.example.com/checkout]
    metrics:
      - { title: Error ratio, expression: checkout_error_ratio }
      - { title: Tide, expression: 'sin(vector(time() / 300))', unit: m }
`;

test('the room shows what the real Prometheus measured, and is exported as it is in the journal', async ({
  folder,
  hub,
  laptop,
}, testInfo) => {
  const { key } = await hub.createKey('lab', 'alertmanager');
  const webhook = `${hub.url}/ingest/alertmanager`;
  const monitoring = await Monitoring.start(join(folder, 'monitoring'), webhook, key);
  const observer = await Session.open(await hub.invite('Observer', 'sre'));
  try {
    await hub.configure(config(monitoring.prometheusUrl));
    const sre = await laptop({ person: 'Raj', side: 'sre' });
    // The hub asks for an hour in steps of 16 seconds; one of them must have been measured.
    await expect
      .poll(() => monitoring.valueAt('checkout_error_ratio', Date.now() / 1_000 - 17), {
        timeout: 30_000,
      })
      .not.toBeNull();
    monitoring.service.errorRatio = 0.07;
    const alert = await sre.waitUntilShown('alert', 30_000);
    await alert.keyboard.press('o');
    const room = await sre.roomPage(1);
    await room.getByRole('tab', { name: /^Context/ }).click();

    await test.step('each chart says what Prometheus says when it is asked itself', async () => {
      for (const title of ['Error ratio', 'Tide']) {
        await expect(room.getByRole('heading', { name: title, exact: true })).toBeVisible();
      }
      const answer = await observer.fetch('/api/incidents/1/context');
      const { items } = ContextPack.parse(await answer.json());
      const metrics = items.flatMap(({ content }) => (content.kind === 'metric' ? content : []));
      expect(metrics.map(({ title }) => title)).toEqual(['Error ratio', 'Tide']);
      for (const metric of metrics) {
        const shown = measuredIn(metric);
        expect(shown.length).toBeGreaterThan(0);
        expect(shown).toEqual(await askPrometheus(monitoring, metric, shown));
        const card = room.locator('details', {
          has: room.getByRole('heading', { name: metric.title, exact: true }),
        });
        await card.getByRole('button', { name: 'Values as a table' }).click();
        const last = shown.at(-1)?.[1] ?? NaN;
        const cell = card.getByRole('row').last().getByRole('cell');
        expect(Number(await cell.innerText())).toBeCloseTo(last, 2);
      }
      await room.screenshot({ path: testInfo.outputPath('charts.png') });
    });

    await test.step('what is added later comes in by itself, with its secrets taken out', async () => {
      const lines = [{ text: 'GET /pay 500 password=hunter2' }, { text: 'pool exhausted' }];
      const answer = await observer.fetch('/api/incidents/1/context', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ items: [{ content: { kind: 'log', title: 'checkout-3', lines } }] }),
      });
      expect(answer.status).toBeLessThan(300);
      await expect(room.getByText('pool exhausted')).toBeVisible();
      await expect(room.getByText('hunter2')).toHaveCount(0);
    });

    await test.step('the export is what the journal holds', async () => {
      const opened = hub.readEvents().find(({ type }) => type === 'incident.opened');
      if (opened?.type !== 'incident.opened') throw new Error('No incident was opened.');
      await observer.say(opened.incidentId, 'pool is full');
      const file = join(folder, 'incident.json');
      await sre.app.evaluate(({ dialog }, filePath) => {
        dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
      }, file);
      await room.getByRole('button', { name: 'Export the room' }).click();
      await room.getByRole('menuitem', { name: /JSON/ }).click();
      await expect.poll(() => readText(file)).not.toBe('');
      const saved = JSON.parse(readText(file)) as { events: { seq: number; type: string }[] };
      const { text } = await hub.tocsin<{ text: string }>('export', '1', '--format', 'json');
      const printed = JSON.parse(text) as typeof saved;
      expect(saved.events).toEqual(printed.events);
      const journal = hub.readEvents().filter((event) => 'incidentId' in event);
      const named = saved.events.map(({ seq, type }) => `${seq} ${type}`);
      expect(named).toEqual(
        expect.arrayContaining(journal.map(({ seq, type }) => `${seq} ${type}`)),
      );
    });
  } finally {
    observer.close();
    await monitoring.stop();
  }
});

function measuredIn(metric: MetricItem): [number, number][] {
  return (metric.series[0]?.points ?? []).flatMap(([at, value]) =>
    value === null ? [] : [[at, value] as [number, number]],
  );
}

/** The same moments, asked of Prometheus one by one. */
async function askPrometheus(
  monitoring: Monitoring,
  { expression }: MetricItem,
  moments: [number, number][],
): Promise<[number, number | null][]> {
  return Promise.all(
    moments.map(async ([at]): Promise<[number, number | null]> => {
      return [at, await monitoring.valueAt(expression ?? '', at)];
    }),
  );
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
