import { afterAll, beforeAll, expect, test } from 'vitest';
import { RunbookOffers } from '../protocol/runbook.ts';
import { startHub } from './hub-under-test.ts';
import type { HubUnderTest } from './hub-under-test.ts';

let hub: HubUnderTest;
let origin: string;
let token: string;

beforeAll(async () => {
  hub = await startHub();
  origin = `http://127.0.0.1:${await hub.listen()}`;
  const invite = { type: 'invite.create', personName: 'Ada', side: 'sre' } as const;
  const { code } = await hub.desk.admin(invite);
  token = (await hub.desk.join({ code, deviceName: 'laptop', platform: 'linux' })).deviceToken;
  await hub.desk.admin({
    ...{ type: 'alert.send', severity: 'error', service: 'checkout', title: 'it broke' },
    ...{ dedupKey: 'k', action: 'fire' },
  });
});
afterAll(() => hub.close());

async function ask(path: string, init: RequestInit = {}) {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${origin}${path}`, { headers, ...init });
  return { status: answer.status, body: (await answer.json()) as { error?: { code: string } } };
}

const unknown = `/api/runbooks/${'0'.repeat(64)}`;

test.each([unknown, '/api/incidents/1/runbooks'])('%s is for enrolled devices', async (path) => {
  expect(await ask(path, { headers: {} })).toMatchObject({ status: 401 });
  expect(await ask(path, { method: 'DELETE' })).toMatchObject({ status: 405 });
});

test.each([
  [unknown, 404, 'runbook_unknown'],
  ['/api/runbooks/x', 404, 'runbook_unknown'],
  ['/api/runbooks/..%2f..%2fetc%2fpasswd', 404, 'runbook_unknown'],
  [`/api/runbooks/${'A'.repeat(64)}`, 404, 'runbook_unknown'],
  ['/api/incidents/99/runbooks', 404, 'incident_unknown'],
  [`/api/incidents/${'9'.repeat(90)}/runbooks`, 404, 'incident_unknown'],
])('%s: %i %s', async (path, status, code) => {
  expect(await ask(path)).toMatchObject({ status, body: { error: { code } } });
});

test('a hub without runbooks offers none', async () => {
  const { status, body } = await ask('/api/incidents/1/runbooks');
  expect(status).toBe(200);
  expect(RunbookOffers.parse(body).offers).toEqual([]);
});
