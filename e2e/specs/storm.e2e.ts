import type { Client } from '../fixtures/client.ts';
import { expect, test } from '../fixtures/test.ts';

test('a thousand different alerts in ten seconds are one alarm and a usable list', async ({
  hub,
  laptop,
}, testInfo) => {
  test.setTimeout(180_000);
  const sre = await laptop({ person: 'Raj', side: 'sre' });
  const { url } = await hub.createKey('storm', 'generic');
  const memoryBefore = await rendererMemoryKib(sre);
  const severities = ['critical', 'error', 'warning', 'info'];
  const startedAt = performance.now();
  for (let index = 0; index < 1_000; index++) {
    const behind = index * 10 - (performance.now() - startedAt);
    if (behind > 0) await new Promise((resolve) => setTimeout(resolve, behind));
    const answer = await fetch(url, {
      method: 'POST',
      body: JSON.stringify({
        key: `alert-${index}`,
        status: 'firing',
        severity: severities[index % 4],
        title: `Alert number ${index}`,
        service: `service-${index}`,
      }),
    });
    expect(answer.ok).toBe(true);
  }
  const alert = await sre.waitUntilShown('alert');
  await expect(alert.getByText(/99[0-9] more|1,?000/).first()).toBeVisible();
  await sre.sound.waitUntilHeard();

  const windows = await sre.app.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows().filter((one) => one.isVisible()).length,
  );
  expect(windows).toBe(1);
  await sre.desktop.screenshot(testInfo.outputPath('storm.png'));

  await test.step('the list scrolls at 60 frames a second', async () => {
    const frames = await alert.evaluate(async () => {
      const list = [...document.querySelectorAll('*')].find(
        (element) => element.scrollHeight > element.clientHeight + 500,
      );
      if (!list) throw new Error('There is no list to scroll.');
      const times: number[] = [];
      await new Promise<void>((resolve) => {
        const step = (at: number) => {
          times.push(at);
          list.scrollTop += 40;
          if (times.length < 120) requestAnimationFrame(step);
          else resolve();
        };
        requestAnimationFrame(step);
      });
      return times;
    });
    const gaps = frames.slice(1).map((at, index) => at - (frames[index] ?? at));
    const median = gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
    testInfo.annotations.push({ type: 'frame gap, median ms', description: median.toFixed(1) });
    expect(median).toBeLessThan(25);
  });

  await test.step('one press answers all, and memory stays bounded', async () => {
    await alert.keyboard.press('Shift+A');
    await sre.sound.waitUntilSilent(30_000);
    expect((await rendererMemoryKib(sre)) - memoryBefore).toBeLessThan(300 * 1024);
  });
});

async function rendererMemoryKib(client: Client): Promise<number> {
  return client.app.evaluate(({ app }) =>
    app.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize, 0),
  );
}
