import { expect, test } from 'vitest';
import { Directory } from '../domain/directory.ts';
import type { Deploy } from '../protocol/context.ts';
import { limits } from '../protocol/limits.ts';
import type { DeployRequest } from '../protocol/room-api.ts';
import type { HubDesk } from './create-desk.ts';
import { createKey, firing, openTestDesk, startMs } from './testing/test-desk.ts';

const actor = { kind: 'sender', integration: 'ci' } as const;
const hourMs = 3_600_000;

function deploy(summary: string, change: Partial<DeployRequest> = {}): DeployRequest {
  const base = { service: 'checkout', version: null, by: null, link: null, at: null };
  return { ...base, summary, ...change };
}

async function openIncident(desk: HubDesk, service = 'checkout'): Promise<string> {
  const integration = await createKey(desk, `key ${desk.head()}`);
  await desk.ingest({ integration, alerts: [firing('disk', { service })], group: null });
  return (await desk.readSnapshot()).incidents.toSorted((a, b) => b.number - a.number)[0]?.id ?? '';
}

async function deploysOf(desk: HubDesk, incidentId: string): Promise<Deploy[]> {
  const { items } = await desk.readContext(incidentId);
  return items.flatMap(({ content }) => (content.kind === 'deploys' ? content.deploys : []));
}

test('a deploy is shown in the open incidents of its service, newest first', async () => {
  const { desk, clock } = await openTestDesk();
  const [own, other] = [await openIncident(desk), await openIncident(desk, 'search')];
  await desk.recordDeploy(deploy('one', { version: 'v1', by: 'Ada' }), actor);
  clock.nowMs += 60_000;
  const { deployId } = await desk.recordDeploy(deploy('two'), actor);
  expect(await deploysOf(desk, own)).toEqual([
    {
      id: deployId,
      at: '2026-11-23T03:01:00.000Z',
      summary: 'two',
      version: null,
      by: null,
      link: null,
    },
    expect.objectContaining({ summary: 'one', version: 'v1', by: 'Ada' }),
  ]);
  expect(await deploysOf(desk, other)).toEqual([]);
  const { items } = await desk.readContext(own);
  expect(items.map(({ id }) => id)).toEqual(['deploys']);
});

test('what was deployed in the day before an incident opened is shown in it', async () => {
  const { desk, clock } = await openTestDesk();
  await desk.recordDeploy(deploy('too old'), actor);
  clock.nowMs += hourMs;
  await desk.recordDeploy(deploy('recent'), actor);
  clock.nowMs = startMs + 24 * hourMs + 1_000;
  const incidentId = await openIncident(desk);
  await desk.showRecentDeploys([incidentId, 'none']);
  expect(await deploysOf(desk, incidentId)).toMatchObject([{ summary: 'recent' }]);
  const head = desk.head();
  await desk.showRecentDeploys([incidentId]);
  expect(desk.head()).toBe(head);
});

test('a service may be named as the config names it for people', async () => {
  const service = { name: 'Checkout', developers: 'd', sres: 's', match: [] };
  const directory = new Directory({ people: {}, teams: {}, services: { shop: service } });
  const { desk } = await openTestDesk({ rules: { directory } });
  const incidentId = await openIncident(desk, 'CHECKOUT');
  await desk.recordDeploy(deploy('one', { service: 'checkout' }), actor);
  expect(await deploysOf(desk, incidentId)).toMatchObject([{ summary: 'one' }]);
});

test('one that is told again with its time is noted once', async () => {
  const { desk } = await openTestDesk();
  const at = '2026-11-23T02:00:00+01:00';
  const first = await desk.recordDeploy(deploy('one', { at }), actor);
  const again = await desk.recordDeploy(deploy('one', { at: '2026-11-23T01:00:00Z' }), actor);
  expect(again).toEqual(first);
  const other = await desk.recordDeploy(deploy('two', { at }), actor);
  expect(other).not.toEqual(first);
});

test('a clock that goes fast does not put a deploy into the future', async () => {
  const { desk } = await openTestDesk();
  const incidentId = await openIncident(desk);
  await desk.recordDeploy(deploy('fast', { at: '2026-11-23T03:10:00Z' }), actor);
  expect(await deploysOf(desk, incidentId)).toMatchObject([{ at: '2026-11-23T03:00:00.000Z' }]);
});

test('many large deploys leave room for the rest of the pack', async () => {
  const { desk, clock } = await openTestDesk();
  const incidentId = await openIncident(desk);
  const summary = '€'.repeat(limits.titleLength);
  const href = `https://ci.example.com/${'€'.repeat(limits.urlLength - 23)}`;
  for (let count = 0; count < limits.contextDeploys + 5; count += 1) {
    clock.nowMs += 1_000;
    await desk.recordDeploy(deploy(summary, { link: { href, text: 'CI' } }), actor);
  }
  const shown = await deploysOf(desk, incidentId);
  expect(shown.length).toBeGreaterThan(20);
  expect(Buffer.byteLength(JSON.stringify(shown))).toBeLessThan(limits.contextItemBytes);
  expect(shown[0]?.at).toBe(new Date(clock.nowMs).toISOString());
});
