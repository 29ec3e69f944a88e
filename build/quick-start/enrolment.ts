import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { tocsin } from './tocsin-command.ts';

/**
 * An invite for this machine's user, or undefined if the profile is already enrolled. A hub that
 * moved to another address is joined anew, and the device of the old address is removed.
 */
export async function inviteIfNew(
  dataFolder: string,
  profile: string,
  publicUrl: string,
): Promise<string | undefined> {
  const enrolled = readMembership(profile);
  if (enrolled && (await hasDevice(dataFolder, enrolled.deviceId))) {
    if (enrolled.hub === publicUrl) return undefined;
    await tocsin(dataFolder, 'device', 'revoke', enrolled.deviceId);
  }
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

function readMembership(profile: string): { deviceId: string; hub: string } | null {
  try {
    const text = readFileSync(join(profile, 'membership.json'), 'utf8');
    const { deviceId, hub } = JSON.parse(text) as { deviceId?: string; hub?: string };
    return deviceId !== undefined && hub !== undefined ? { deviceId, hub } : null;
  } catch {
    return null;
  }
}
