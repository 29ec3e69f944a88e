import { prepareTrayClient } from '../build/tray-client.ts';
import { ensureSystemPackages } from '../build/system-packages.ts';

/** Everything that the tests start is there before the first of them runs. */
export default async function globalSetup(): Promise<void> {
  ensureSystemPackages(['client', 'desktop', 'senders']);
  await prepareTrayClient();
}
