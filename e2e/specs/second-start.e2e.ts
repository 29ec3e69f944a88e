import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { resolveElectron } from '../../build/electron-runtime.ts';
import { expect, test } from '../fixtures/test.ts';

test('a second start shows the first, and a tocsin:// link reaches it', async ({
  folder,
  hub,
  laptop,
}) => {
  const sre = await laptop({ person: 'Raj', side: 'sre' });
  expect(await sre.isShown('board')).toBe(false);
  const startAgain = async (...more: string[]): Promise<number | null> => {
    const { executable } = await resolveElectron();
    const second = spawn(
      executable,
      [
        join(import.meta.dirname, '../..'),
        ...['--no-sandbox', '--disable-gpu', '--profile', join(folder, 'laptop-Raj')],
        ...more,
      ],
      { env: { ...sre.desktop.env, ...sre.sound.env }, stdio: 'ignore' },
    );
    return new Promise((resolve) => second.once('exit', resolve));
  };

  expect(await startAgain()).toBe(0);
  await sre.waitUntilShown('board');

  const link = await hub.invite('Raj', 'sre');
  expect(await startAgain(link)).toBe(0);
  const offer = await sre.waitUntilShown('join');
  await expect(offer.getByText(`127.0.0.1:${hub.port}`).first()).toBeVisible();
});
