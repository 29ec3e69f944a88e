import { join } from 'node:path';
import { expect, test } from '../fixtures/test.ts';

test('a client that is killed while it rings rings again as soon as it is started', async ({
  folder,
  hub,
  start,
}) => {
  const profile = join(folder, 'laptop');
  const invite = await hub.invite('Raj', 'sre');
  const laptop = await start({ profile, sound: 'first', join: invite });
  await hub.alert('critical', 'checkout', 'error ratio 7%');
  await laptop.sound.waitUntilHeard();
  await laptop.crash();
  await laptop.sound.waitUntilSilent();

  const again = await start({ profile, sound: 'first' });
  await again.sound.waitUntilHeard(0.1, 10_000);
  const alert = await again.waitUntilShown('alert');
  await expect(alert.getByRole('heading', { name: 'error ratio 7%' })).toBeVisible();
});

test('what was handled while a laptop was away is listed there, and does not ring', async ({
  folder,
  hub,
  start,
}) => {
  const profile = join(folder, 'laptop');
  const invite = await hub.invite('Raj', 'sre');
  const laptop = await start({ profile, sound: 'first', join: invite });
  await laptop.close();
  await hub.alert('critical', 'checkout', 'error ratio 7%', '--key', 'ratio');
  await hub.alert('critical', 'checkout', 'error ratio 7%', '--key', 'ratio', '--resolve');

  const backAt = performance.now();
  const again = await start({ profile, sound: 'first' });
  await again.app.evaluate(({ app }) => app.emit('second-instance', {}, [], ''));
  const board = await again.waitUntilShown('board');
  await expect(board.getByRole('heading', { name: 'While you were away' })).toBeVisible();
  await expect(board.getByText(/checkout, error ratio 7%: opened and resolved by/)).toBeVisible();
  expect(again.sound.firstHeardAfter(backAt)).toBeNull();
  expect(await again.isShown('alert')).toBe(false);

  await board.getByRole('button', { name: /clear what happened/i }).press('Enter');
  await expect(board.getByRole('heading', { name: 'While you were away' })).toHaveCount(0);
});
