import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { tocsin } from './tocsin-command.ts';

/** An invite for this machine's user, or undefined if the profile is already enrolled. */
export async function inviteIfNew(
  dataFolder: string,
  profile: string,
): Promise<string | undefined> {
  const deviceId = enrolledDevice(profile);
  if (deviceId !== null && (await hasDevice(dataFolder, deviceId))) return undefined;
  const { link } = await tocsin<{ link: string }>(
    dataFolder,
    ...['invite', userInfo().username, '--side', 'sre'],
  );
  return link;
}

async function hasDevice(dataFolder: string, deviceId: string): Promise<boolean> {
  const { devices } = await tocsin<{ devices: { id: string }[] }>(dataFolder, 'device', 'list');
  return devices.some(({ id }) => id === deviceId);
}

function enrolledDevice(profile: string): string | null {
  try {
    const text = readFileSync(join(profile, 'membership.json'), 'utf8');
    return (JSON.parse(text) as { deviceId?: string }).deviceId ?? null;
  } catch {
    return null;
  }
}
