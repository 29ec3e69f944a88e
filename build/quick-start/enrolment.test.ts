import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { JoinResponse, parseJoinLink } from '../../server/protocol/join.ts';
import { stopGroup } from '../child-process.ts';
import { inviteIfNew } from './enrolment.ts';
import { startHub } from './hub-process.ts';
import type { RunningHub } from './hub-process.ts';
import { tocsin } from './tocsin-command.ts';

let folder: string;
let profile: string;
let hub: RunningHub;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-enrolment-'));
  profile = join(folder, 'laptop');
  mkdirSync(profile);
  hub = await startHub(folder, '127.0.0.1:0');
}, 60_000);
afterEach(async () => {
  await stopGroup(hub.child);
  rmSync(folder, { recursive: true, force: true });
});

/** Does with an invite what the tray client does. */
async function enrol(link: string | undefined): Promise<void> {
  const { code } = parseJoinLink(link ?? '') ?? {};
  const answer = await fetch(`${hub.url}/api/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, deviceName: 'laptop', platform: 'test' }),
  });
  const { deviceId } = JoinResponse.parse(await answer.json());
  const membership = JSON.stringify({ hub: hub.publicUrl, deviceId });
  writeFileSync(join(profile, 'membership.json'), membership);
}

async function countDevices(): Promise<number> {
  return (await tocsin<{ devices: unknown[] }>(folder, 'device', 'list')).devices.length;
}

test('a laptop is enrolled once, and once more when the hub has another address', async () => {
  await enrol(await inviteIfNew(folder, profile, hub.publicUrl));
  expect(await inviteIfNew(folder, profile, hub.publicUrl)).toBeUndefined();
  expect(await countDevices()).toBe(1);
  await stopGroup(hub.child);
  hub = await startHub(folder, '127.0.0.1:0');
  const link = await inviteIfNew(folder, profile, hub.publicUrl);
  expect(parseJoinLink(link ?? '')?.hub).toBe(hub.publicUrl);
  expect(await countDevices()).toBe(0);
}, 60_000);

test('a laptop that was removed from the hub is enrolled anew', async () => {
  await enrol(await inviteIfNew(folder, profile, hub.publicUrl));
  const { devices } = await tocsin<{ devices: { id: string }[] }>(folder, 'device', 'list');
  await tocsin(folder, 'device', 'revoke', devices[0]?.id ?? '');
  expect(await inviteIfNew(folder, profile, hub.publicUrl)).toBeDefined();
}, 60_000);
