import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { waitFor } from '../../build/child-process.ts';
import { ShownChecklist } from '../fixtures/checklist.ts';
import { Room } from '../fixtures/room.ts';
import { runbookConfig } from '../fixtures/runbooks.ts';
import { Session } from '../fixtures/session.ts';
import { runBench } from './bench-stage.ts';
import type { BenchStage } from './bench-stage.ts';
import { percentile } from './percentile.ts';

/**
 * A checklist of many steps in the real client: `tabMs` from the click on its tab until its steps are
 * painted, `roomMs` from the key that opens the room until they are. Prints one line of JSON; times in
 * milliseconds. `node e2e/bench/large-checklist.bench.ts [STEPS] [OPENINGS]`
 */
const stepCount = Number(process.argv[2] ?? 500);
const openings = Number(process.argv[3] ?? 20);
/** Every so many steps one was done. */
const doneEvery = 5;

const runbooks = mkdtempSync(join(tmpdir(), 'tocsin-runbooks-'));
process.once('exit', () => rmSync(runbooks, { recursive: true, force: true }));

await runBench(['Raj'], measure);

async function measure({ hub, laptop }: BenchStage): Promise<object> {
  writeFileSync(join(runbooks, 'large.md'), largeRunbook());
  await hub.configure(runbookConfig(runbooks, hub.url));
  const client = await laptop('Raj', 'sre');
  await hub.alert('critical', 'checkout', 'error ratio 7%');
  const alert = await client.waitUntilShown('alert');
  await alert.keyboard.press('a');
  await client.sound.waitUntilSilent();
  await workOn(await Session.open(await hub.invite('Ana', 'developer')), hub.readEvents());

  const roomMs: number[] = [];
  const tabMs: number[] = [];
  for (let round = 0; round < openings; round += 1) {
    await waitFor('a window to wait', async () => (await client.roomWindows()).waiting === 1);
    const pressed = performance.timeOrigin + performance.now();
    await alert.keyboard.press('o');
    const room = await Room.of(client);
    roomMs.push((await paintedAt(room.page)) - pressed);
    const { list } = new ShownChecklist(room.page);
    const size = await list.locator('[data-step]').first().getAttribute('aria-setsize');
    if (Number(size) !== stepCount) throw new Error(`The list has ${size} steps.`);
    await room.showWork('Context');
    await list.waitFor({ state: 'detached' });
    const clicked = clickedAt(room.page);
    const painted = paintedAt(room.page);
    await room.showWork('Checklist');
    tabMs.push((await painted) - (await clicked));
    await room.page.close();
    await waitFor('the room to be closed', async () => !(await client.isShown('room')));
  }
  const summary = (values: number[]) => ({
    p50: Math.round(percentile(values, 0.5) * 10) / 10,
    p99: Math.round(percentile(values, 0.99) * 10) / 10,
  });
  return { steps: stepCount, tabMs: summary(tabMs), roomMs: summary(roomMs) };
}

/** Sections, sub-steps and commands, as long runbooks have them. */
function largeRunbook(): string {
  const lines = ['---', 'title: A large one', 'services: [checkout]', '---'];
  for (let index = 0; index < stepCount; index += 1) {
    if (index % 20 === 0) lines.push('', `# Part ${index / 20 + 1}`, '');
    const depth = index % 20 !== 0 && index % 4 === 3 ? 1 : 0;
    const role = index % 2 === 0 ? 'sre' : 'developer';
    const pad = '  '.repeat(depth);
    lines.push(
      `${pad}- [ ] Look at **shard ${index}** of the \`pool\` {${role}, 5 min, id: s${index}}`,
    );
    if (index % 10 === 5)
      lines.push('', `${pad}  ~~~sh`, `${pad}  look ${index}`, `${pad}  ~~~`, '');
  }
  return `${lines.join('\n')}\n`;
}

/** Somebody else has done some of it. */
async function workOn(
  session: Session,
  events: readonly { type: string; incidentId?: string; checklistId?: string }[],
): Promise<void> {
  const attached = events.find(({ type }) => type === 'checklist.attached');
  const { incidentId = '', checklistId = '' } = attached ?? {};
  for (let index = 0; index < stepCount; index += doneEvery) {
    const step = { incidentId, checklistId, stepId: `s${index}` };
    const change = { from: 'open', status: 'done', reason: null, answer: null } as const;
    const answer = await session.command({ type: 'step.set', ...step, ...change });
    if (!answer.ok) throw new Error('The hub refused a tick.');
  }
  session.close();
}

/** When something is clicked there next. */
async function clickedAt(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const heard = ({ timeStamp }: Event) => resolve(performance.timeOrigin + timeStamp);
        addEventListener('pointerdown', heard, { capture: true, once: true });
      }),
  );
}

/** When steps were on the screen: the second frame after one can be seen in the list. */
async function paintedAt(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = () => {
          const box = document.querySelector('[aria-label="Checklist"] [data-tick]');
          // A row that has not been measured yet is hidden.
          if (box === null || getComputedStyle(box).visibility !== 'visible') return;
          observer.disconnect();
          requestAnimationFrame(() =>
            requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now())),
          );
        };
        const observer = new MutationObserver(look);
        observer.observe(document, { subtree: true, childList: true, attributes: true });
        look();
      }),
  );
}
