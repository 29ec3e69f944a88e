import type { Page } from 'playwright';
import { waitFor } from '../../build/child-process.ts';
import type { HubProcess } from '../fixtures/hub.ts';
import { Room } from '../fixtures/room.ts';
import { Session } from '../fixtures/session.ts';
import { runBench } from './bench-stage.ts';
import type { BenchStage } from './bench-stage.ts';
import { percentile } from './percentile.ts';

/**
 * A room of many messages in the real client: from the key that opens it until its newest message is
 * painted, and the time of a frame while it is scrolled from its end to its beginning. `openedMs` is
 * of somebody who opens it some time after the incident or another room; `openedAgainAtOnceMs` of
 * somebody who opens it in the moment in which it was closed, when no window waits for it yet.
 * Prints one line of JSON; times in milliseconds.
 * `node e2e/bench/large-room.bench.ts [ENTRIES] [OPENINGS]`
 */
const entryCount = Number(process.argv[2] ?? 10_000);
const openings = Number(process.argv[3] ?? 10);
/** More at once would be held back by the hub's limit for one device. */
const perDevice = 1_500;
const last = 'the newest message of all';

await runBench(['Raj'], measure);

async function measure({ hub, laptop }: BenchStage): Promise<object> {
  const client = await laptop('Raj', 'sre');
  await hub.alert('critical', 'checkout', 'error ratio 7%');
  const alert = await client.waitUntilShown('alert');
  await alert.keyboard.press('a');
  await client.sound.waitUntilSilent();
  await fill(hub);

  const open = async () => {
    const pressed = performance.timeOrigin + performance.now();
    await alert.keyboard.press('o');
    const { page } = await Room.of(client);
    return { page, tookMs: (await paintedAt(page)) - pressed };
  };
  const close = async (page: Page) => {
    await page.close();
    await waitFor('the room to be closed', async () => !(await client.isShown('room')));
  };
  const openedMs: number[] = [];
  const frameMs: number[] = [];
  for (let round = 0; round < openings; round++) {
    await waitFor('a window to wait', async () => (await client.roomWindows()).waiting === 1);
    const { page, tookMs } = await open();
    openedMs.push(tookMs);
    await waitFor('all lines', async () => (await lineCount(page)) >= entryCount, 60_000);
    frameMs.push(...(await scroll(page)));
    await close(page);
  }
  const openedAgainAtOnceMs: number[] = [];
  for (let round = 0; round < openings; round++) {
    const { page, tookMs } = await open();
    openedAgainAtOnceMs.push(tookMs);
    await close(page);
  }
  const summary = (values: number[]) => ({
    p50: Math.round(percentile(values, 0.5) * 10) / 10,
    p99: Math.round(percentile(values, 0.99) * 10) / 10,
  });
  return {
    entries: entryCount,
    openedMs: summary(openedMs),
    openedAgainAtOnceMs: summary(openedAgainAtOnceMs),
    frameMs: summary(frameMs),
  };
}

/** Several devices write the messages, all at once. */
async function fill(hub: HubProcess): Promise<void> {
  let left = entryCount - 1;
  let incidentId = '';
  while (left > 0) {
    const session = await Session.open(await hub.invite('Ana', 'developer'));
    incidentId = session.incidents[0]?.id ?? '';
    const count = Math.min(left, perDevice);
    const texts = Array.from(
      { length: count },
      (_, index) =>
        `**${left - index}** of many: \`pool\` is at ${index} %, see https://example.com`,
    );
    await Promise.all(texts.map(async (text) => session.say(incidentId, text)));
    session.close();
    left -= count;
  }
  const session = await Session.open(await hub.invite('Ana', 'developer'));
  await session.say(incidentId, last);
  session.close();
}

/** When the newest message was on the screen: the second frame after it is in the list. */
async function paintedAt(page: Page): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (!document.body.textContent.includes(wanted)) return;
          observer.disconnect();
          requestAnimationFrame(() =>
            requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now())),
          );
        };
        const observer = new MutationObserver(look);
        observer.observe(document, { subtree: true, childList: true, characterData: true });
        look();
      }),
    last,
  );
}

/** Scrolls up for two seconds; the time of each frame. */
async function scroll(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const feed = document.querySelector('[role="feed"]');
    if (feed === null) throw new Error('The room shows no messages.');
    const times: number[] = [];
    await new Promise<void>((resolve) => {
      const step = (at: number) => {
        times.push(at);
        feed.scrollTop -= 60;
        if (times.length < 120) requestAnimationFrame(step);
        else resolve();
      };
      requestAnimationFrame(step);
    });
    return times.slice(1).map((at, index) => at - (times[index] ?? at));
  });
}

/** How many lines the list has, drawn or not. */
async function lineCount(page: Page): Promise<number> {
  return Number(await page.getByRole('article').first().getAttribute('aria-setsize'));
}
