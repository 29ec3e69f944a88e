import { join } from 'node:path';
import { waitFor } from '../child-process.ts';
import type { VirtualDesktop } from '../desktop/virtual-desktop.ts';
import { tocsin } from './tocsin-command.ts';

const alertTimeoutMs = 60_000;
const alert = ['alert', 'critical', 'checkout', 'error ratio 7%'];

/** Rings one alert, waits until it is seen and heard, and returns the pictures it took. */
export async function demonstrate(
  dataFolder: string,
  desktop: VirtualDesktop,
  folder: string,
): Promise<string[]> {
  // One of an earlier run would be the same alert, and those do not ring again.
  await tocsin(dataFolder, ...alert, '--resolve');
  await tocsin(dataFolder, ...alert);
  await waitFor('the alert window', async () => isShown(desktop), alertTimeoutMs, 200);
  await desktop.sound().waitUntilHeard(0.01);
  const picture = join(folder, 'alert.png');
  await desktop.screenshot(picture);
  return [picture];
}

async function isShown(desktop: VirtualDesktop): Promise<boolean> {
  try {
    const found = await desktop.xdotool('search', '--onlyvisible', '--name', '^Tocsin alert');
    return found !== '';
  } catch {
    // xdotool fails when it finds nothing.
    return false;
  }
}
