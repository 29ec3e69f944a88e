import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { waitFor } from '../../build/child-process.ts';
import { VirtualDesktop } from '../../build/desktop/virtual-desktop.ts';
import { Client } from '../fixtures/client.ts';
import { HubProcess } from '../fixtures/hub.ts';
import { percentile } from './percentile.ts';

/**
 * From the HTTP post to the painted alert window and to the first audible sample, in the real
 * client with a real sound server. Prints one line of JSON; times in milliseconds.
 * `node e2e/bench/ingest-to-ear.bench.ts [COUNT]`
 */
const count = Number(process.argv[2] ?? 100);
const folder = mkdtempSync(join(tmpdir(), 'tocsin-bench-'));
const desktop = await VirtualDesktop.start({ folder: join(folder, 'desktop') });
const hub = await HubProcess.start(join(folder, 'hub'));
const { url } = await hub.createKey('bench', 'generic');
const client = await Client.start({
  desktop,
  profile: join(folder, 'laptop'),
  join: await hub.invite('Raj', 'sre'),
});

const paintedMs: number[] = [];
const heardMs: number[] = [];
// The first round pays for lazily made windows; it is a real alert, so it counts.
for (let round = 0; round < count; round++) {
  const title = `Alert number ${round}`;
  const alert = await client.page('alert');
  const painted = paintedAt(alert, title);
  const post = { key: title, title, severity: 'critical', service: `service-${round}` };
  const since = performance.now();
  const answer = await fetch(url, {
    method: 'POST',
    body: JSON.stringify({ ...post, status: 'firing' }),
  });
  if (!answer.ok) throw new Error(`The hub answered ${answer.status}.`);
  paintedMs.push((await painted) - (performance.timeOrigin + since));
  const heard = await waitFor('the siren', () => client.sound.firstHeardAfter(since), 15_000, 5);
  heardMs.push(heard - since);
  await fetch(url, { method: 'POST', body: JSON.stringify({ ...post, status: 'resolved' }) });
  await client.sound.waitUntilSilent();
}

const summary = (values: number[]) => ({
  p50: Math.round(percentile(values, 0.5)),
  p99: Math.round(percentile(values, 0.99)),
});
process.stdout.write(
  `${JSON.stringify({ alerts: count, paintedMs: summary(paintedMs), heardMs: summary(heardMs) })}\n`,
);
await client.close();
await hub.stop();
await desktop.close();
rmSync(folder, { recursive: true, force: true });

/** When the title was on the screen: the second frame after it is in the document of a shown page. */
async function paintedAt(page: Page, title: string): Promise<number> {
  return page.evaluate(
    (text) =>
      new Promise<number>((resolve) => {
        const isThere = () =>
          document.visibilityState === 'visible' &&
          [...document.querySelectorAll('h1')].some((heading) => heading.textContent === text);
        const whenPainted = () =>
          requestAnimationFrame(() =>
            requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now())),
          );
        const observer = new MutationObserver(() => {
          if (!isThere()) return;
          observer.disconnect();
          whenPainted();
        });
        observer.observe(document, { subtree: true, childList: true, characterData: true });
      }),
    title,
  );
}
