import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Id, Person } from '../../server/protocol/identity.ts';
import { forgetAttachments } from './attachments.ts';
import { readJsonFile, writeJsonFile } from './json-file.ts';
import { roomsFolder } from './room-file.ts';
import { runbooksFolder } from './runbooks.ts';

/** Which hub this laptop belongs to, and as whose device. The token is elsewhere. */
export const Membership = z.object({
  /** Origin of the hub. */
  hub: z.string(),
  hubId: Id,
  person: Person,
  deviceId: Id,
});
export type Membership = z.infer<typeof Membership>;

/** Null when this laptop has not joined, or the file is broken (then it is set aside). */
export async function loadMembership(profileFolder: string): Promise<Membership | null> {
  const file = await readJsonFile(pathIn(profileFolder), Membership);
  return file.status === 'read' ? file.value : null;
}

export async function saveMembership(profileFolder: string, membership: Membership): Promise<void> {
  await writeJsonFile(pathIn(profileFolder), membership);
}

/** Leaves nothing of the hub in the profile. */
export async function forgetHub(profileFolder: string): Promise<void> {
  for (const name of ['membership.json', 'mirror.json', 'outbox.json']) {
    await rm(join(profileFolder, name), { force: true });
  }
  for (const folder of [roomsFolder(profileFolder), runbooksFolder(profileFolder)]) {
    await rm(folder, { force: true, recursive: true });
  }
  await forgetAttachments(profileFolder);
}

function pathIn(profileFolder: string): string {
  return join(profileFolder, 'membership.json');
}
