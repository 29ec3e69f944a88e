import type { Page } from 'playwright';
import { Room } from '../fixtures/room.ts';
import { runBench } from './bench-stage.ts';
import type { BenchStage } from './bench-stage.ts';
import { percentile } from './percentile.ts';

/**
 * From Enter in the room of one real client to the painted message in the room of another, through
 * the real hub on the same machine. Prints one line of JSON; times in milliseconds.
 * `node e2e/bench/message-to-screen.bench.ts [COUNT]`
 */
const count = Number(process.argv[2] ?? 100);

await runBench(['Raj', 'Ana'], measure);

async function measure({ hub, laptop }: BenchStage): Promise<object> {
  const [sre, developer] = [await laptop('Raj', 'sre'), await laptop('Ana', 'developer')];
  await hub.alert('critical', 'checkout', 'error ratio 7%');
  const writer = await Room.openFromAlert(sre);
  await writer.page.keyboard.press('a');
  const reader = await Room.openFromAlert(developer);
  await reader.page.keyboard.press('a');
  await Promise.all([sre.sound.waitUntilSilent(), developer.sound.waitUntilSilent()]);

  const paintedMs: number[] = [];
  for (let round = 0; round < count; round++) {
    const text = `message number ${round} of the bench`;
    await writer.composer.fill(text);
    const painted = paintedAt(reader.page, text);
    const sent = sentAt(writer.page);
    await writer.composer.press('Enter');
    paintedMs.push((await painted) - (await sent));
  }
  const [p50, p99] = [percentile(paintedMs, 0.5), percentile(paintedMs, 0.99)].map(Math.round);
  return { messages: count, paintedMs: { p50, p99 } };
}

/** When Enter is pressed there next. */
async function sentAt(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const heard = ({ key, timeStamp }: KeyboardEvent) => {
          if (key !== 'Enter') return;
          removeEventListener('keydown', heard, true);
          resolve(performance.timeOrigin + timeStamp);
        };
        addEventListener('keydown', heard, true);
      }),
  );
}

/** When the text was on the screen: the second frame after it is in the list of the room. */
async function paintedAt(page: Page, text: string): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const feed = document.querySelector('[role="feed"]');
        if (feed === null) throw new Error('The room shows no messages.');
        const look = () => {
          if (!feed.textContent.includes(wanted)) return;
          observer.disconnect();
          requestAnimationFrame(() =>
            requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now())),
          );
        };
        const observer = new MutationObserver(look);
        observer.observe(feed, { subtree: true, childList: true, characterData: true });
        look();
      }),
    text,
  );
}
