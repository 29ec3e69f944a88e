import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { ShownChecklist } from '../fixtures/checklist.ts';
import { Room } from '../fixtures/room.ts';
import { runbookConfig, steps, writeRunbooks } from '../fixtures/runbooks.ts';
import { postAlert } from '../fixtures/senders/alertmanager.ts';
import { runBench } from './bench-stage.ts';
import type { BenchStage } from './bench-stage.ts';
import { percentile } from './percentile.ts';

/**
 * From Space on a step in the room of one real client to the painted tick in the room of another,
 * through the real hub on the same machine; the two take turns. Prints one line of JSON; times in
 * milliseconds. `node e2e/bench/tick-to-screen.bench.ts [COUNT]`
 */
const count = Number(process.argv[2] ?? 100);

const runbooks = mkdtempSync(join(tmpdir(), 'tocsin-runbooks-'));
process.once('exit', () => rmSync(runbooks, { recursive: true, force: true }));

await runBench(['Raj', 'Ana'], measure);

async function measure({ hub, laptop }: BenchStage): Promise<object> {
  writeRunbooks(runbooks);
  await hub.configure(runbookConfig(runbooks, hub.url));
  const [sre, developer] = [await laptop('Raj', 'sre'), await laptop('Ana', 'developer')];
  const { key } = await hub.createKey('bench', 'alertmanager');
  await postAlert(hub, key, { instance: 'a', status: 'firing' });
  const rooms = [await Room.openFromAlert(sre), await Room.openFromAlert(developer)] as const;
  for (const { page } of rooms) await page.keyboard.press('a');
  await Promise.all([sre.sound.waitUntilSilent(), developer.sound.waitUntilSilent()]);

  const paintedMs: number[] = [];
  for (let round = 0; round < count; round += 1) {
    const [mine, other] = round % 2 === 0 ? rooms : ([rooms[1], rooms[0]] as const);
    const box = new ShownChecklist(mine.page).box(steps.impact);
    await box.focus();
    const state = round % 2 === 0 ? 'true' : 'false';
    const painted = paintedAt(other.page, state);
    const pressed = pressedAt(mine.page);
    await box.press('Space');
    paintedMs.push((await painted) - (await pressed));
  }
  const [p50, p99] = [percentile(paintedMs, 0.5), percentile(paintedMs, 0.99)].map(Math.round);
  return { ticks: count, paintedMs: { p50, p99 } };
}

/** When Space is pressed there next. */
async function pressedAt(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const heard = ({ key, timeStamp }: KeyboardEvent) => {
          if (key !== ' ') return;
          removeEventListener('keydown', heard, true);
          resolve(performance.timeOrigin + timeStamp);
        };
        addEventListener('keydown', heard, true);
      }),
  );
}

/** When the first step was on the screen in this state: the second frame after it is in the list. */
async function paintedAt(page: Page, state: 'true' | 'false'): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const list = document.querySelector('[role="list"][aria-label="Checklist"]');
        if (list === null) throw new Error('The room shows no checklist.');
        const look = () => {
          if (list.querySelector('[data-tick]')?.getAttribute('aria-checked') !== wanted) return;
          observer.disconnect();
          requestAnimationFrame(() =>
            requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now())),
          );
        };
        const observer = new MutationObserver(look);
        observer.observe(list, { subtree: true, childList: true, attributes: true });
        look();
      }),
    state,
  );
}
