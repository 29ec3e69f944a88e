import { readIncidents } from '../fixtures/observer.ts';
import { expect, test } from '../fixtures/test.ts';

test('an alert that got its 2xx rings after the hub was killed before fan-out', async ({
  hub,
  laptop,
}) => {
  const sre = await laptop({ person: 'Raj', side: 'sre' });
  const { url } = await hub.createKey('lab', 'generic');
  await hub.stop();
  await hub.start({ TOCSIN_FAULT: 'crash-after-answer' });
  await sre.app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'));

  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      key: 'disk',
      status: 'firing',
      severity: 'critical',
      title: 'Disk full',
    }),
  });
  expect(answer.status).toBeLessThan(300);
  await hub.ended();
  expect(await sre.isShown('alert')).toBe(false);

  await hub.start();
  const window = await sre.waitUntilShown('alert', 30_000);
  await expect(window.getByRole('heading', { name: 'Disk full' })).toBeVisible();
  await sre.sound.waitUntilHeard();
});

test('nothing that got a 2xx is lost, wherever the kill falls', async ({ hub }) => {
  const { url } = await hub.createKey('lab', 'generic');
  const accepted: string[] = [];
  let isOver = false;
  const poster = async (name: string): Promise<void> => {
    for (let count = 0; !isOver; count++) {
      const key = `${name}-${count}`;
      const answer = await fetch(url, {
        method: 'POST',
        body: JSON.stringify({ key, status: 'firing', severity: 'info', title: key, service: key }),
      }).catch(() => null);
      if (answer?.ok) accepted.push(key);
    }
  };
  const posters = ['a', 'b', 'c'].map(poster);
  for (let kill = 0; kill < 5; kill++) {
    const before = accepted.length;
    await expect.poll(() => accepted.length - before).toBeGreaterThan(20);
    await hub.stop('SIGKILL');
    await hub.start();
  }
  isOver = true;
  await Promise.all(posters);

  const known = await readIncidents(await hub.invite('Observer', 'developer'));
  const services = new Set(known.map(({ service }) => service));
  expect(accepted.filter((key) => !services.has(key))).toEqual([]);
});
