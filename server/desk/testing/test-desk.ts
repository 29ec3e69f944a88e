import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../../journal/testing/temporary-folder.ts';
import type { IncomingAlert } from '../../domain/incoming.ts';
import type { Side } from '../../protocol/identity.ts';
import type { DeviceIdentity, Integration } from '../contract.ts';
import { createDesk } from '../create-desk.ts';
import type { DeskOptions, HubDesk } from '../create-desk.ts';

export const startMs = Date.UTC(2026, 10, 23, 3);

/** A desk on a folder of its own and a clock that the test moves, closed after the test. */
export async function openTestDesk(options: Partial<DeskOptions> = {}) {
  const dataFolder = options.dataFolder ?? temporaryFolder();
  const clock = { nowMs: startMs, now: () => clock.nowMs };
  const desk = await createDesk({ clock, ...options, dataFolder });
  onTestFinished(() => desk.close());
  return { desk, clock, dataFolder };
}

/** Invites a person and joins with a new laptop, which tells its zone if one is given. */
export async function enrol(
  desk: HubDesk,
  name: string,
  side: Side,
  zone?: string,
): Promise<DeviceIdentity & { deviceToken: string }> {
  const { code } = await desk.admin({ type: 'invite.create', personName: name, side });
  const device = { deviceName: `${name}’s laptop`, platform: 'linux', zone };
  const joined = await desk.join({ code, ...device });
  return { ...joined, ...(zone !== undefined && { zone }) };
}

export async function createKey(desk: HubDesk, name = 'am'): Promise<Integration> {
  const created = await desk.admin({
    type: 'key.create',
    name,
    sender: 'alertmanager',
    service: null,
    mapping: null,
  });
  return created.integration;
}

export function firing(dedupKey: string, change: Partial<IncomingAlert> = {}): IncomingAlert {
  return {
    action: 'fire',
    dedupKey,
    service: 'checkout',
    content: {
      title: `Title of ${dedupKey}`,
      severity: 'error',
      labels: { alertname: dedupKey },
      annotations: {},
      links: [],
    },
    startsAt: null,
    endsAt: null,
    ...change,
  };
}
