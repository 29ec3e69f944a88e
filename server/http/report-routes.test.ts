import { afterAll, beforeAll, expect, it, test } from 'vitest';
import { Reports } from '../protocol/reports.ts';
import { startHub } from './hub-under-test.ts';
import type { HubUnderTest } from './hub-under-test.ts';

let hub: HubUnderTest;
let origin: string;
let token: string;

beforeAll(async () => {
  hub = await startHub();
  origin = `http://127.0.0.1:${await hub.listen()}`;
  const { code } = await hub.desk.admin({
    ...{ type: 'invite.create', personName: 'Ada', side: 'developer' },
  });
  token = (await hub.desk.join({ code, deviceName: 'laptop', platform: 'linux' })).deviceToken;
  await hub.desk.admin({
    ...{ type: 'alert.send', severity: 'error', service: 'checkout', title: 'it broke' },
    ...{ dedupKey: 'k', action: 'fire' },
  });
});
afterAll(() => hub.close());

const day = { since: '2020-01-01T00:00:00.000Z', until: '2020-01-02T00:00:00.000Z' };

function get(query: Record<string, string>, bearer = token): Promise<Response> {
  const headers = { authorization: `Bearer ${bearer}` };
  return fetch(`${origin}/api/reports?${new URLSearchParams(query).toString()}`, { headers });
}

/** The time around the incident. */
async function now(): Promise<typeof day> {
  const at = Date.parse((await hub.desk.readSnapshot()).incidents[0]?.openedAt ?? '');
  const instant = (ms: number) => new Date(ms).toISOString();
  return { since: instant(at), until: instant(at + 60_000) };
}

it('is for enrolled devices alone, and only to be read', async () => {
  expect((await get(day, 'wrong')).status).toBe(401);
  expect((await fetch(`${origin}/api/reports`, { method: 'POST' })).status).toBe(405);
});

it('counts what happened', async () => {
  const answer = await get(await now());
  expect(answer.status).toBe(200);
  const reports = Reports.parse(await answer.json());
  expect(reports.total).toMatchObject({ incidents: 1, pages: 1, unanswered: 1 });
  expect(reports.people).toMatchObject([{ name: 'Ada', total: { pages: 1 } }]);
  expect(Reports.parse(await (await get(day)).json()).total.incidents).toBe(0);
  const alien = await get({ ...(await now()), personId: 'nobody' });
  expect(Reports.parse(await alien.json())).toMatchObject({ people: [], total: { pages: 0 } });
});

it('comes as a file for spreadsheets', async () => {
  const answer = await get({ ...day, format: 'csv' });
  expect(answer.headers.get('content-type')).toContain('text/csv');
  const name = 'tocsin-reports-2020-01-01-to-2020-01-02.csv';
  expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${name}"`);
  expect(await answer.text()).toMatch(/^group,id,name,week,/);
});

test.each([
  ['no time', {}],
  ['a time that ends before it begins', { since: day.until, until: day.since }],
  ['no time at all', { since: day.since, until: day.since }],
  ['ten years', { ...day, since: '2010-01-01T00:00:00.000Z' }],
  ['a day in place of an instant', { ...day, since: '2020-01-01' }],
  ['an unknown side', { ...day, side: 'left' }],
  ['an unknown form', { ...day, format: 'pdf' }],
  ['an id that is too long', { ...day, personId: 'x'.repeat(65) }],
])('%s is refused', async (_what, query) => {
  const answer = await get(query);
  expect(answer.status).toBe(400);
  const { error } = (await answer.json()) as { error: { code: string } };
  expect(error.code).toBe('query_invalid');
});
