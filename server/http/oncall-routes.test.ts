import { afterEach, beforeEach, expect, test } from 'vitest';
import { PagingSourceOfConfig } from '../config/paging-source.ts';
import { configOf, rotaConfig } from '../desk/testing/rota-desk.ts';
import { Calendar, LeaveImported, Subscription } from '../protocol/oncall.ts';
import { limits } from '../protocol/limits.ts';
import { startHub } from './hub-under-test.ts';
import type { HubUnderTest } from './hub-under-test.ts';

let hub: HubUnderTest;
let origin: string;
const tokens: Record<string, { deviceToken: string; deviceId: string }> = {};

beforeEach(async () => {
  const paging = new PagingSourceOfConfig({ current: configOf(rotaConfig) });
  hub = await startHub(() => ({}), {}, { paging });
  origin = `http://127.0.0.1:${await hub.listen()}`;
  for (const [personName, side] of [
    ['Ana', 'developer'],
    ['Bo', 'developer'],
    ['Raj', 'sre'],
  ] as const) {
    const { code } = await hub.desk.admin({ type: 'invite.create', personName, side });
    tokens[personName] = await hub.desk.join({ code, deviceName: 'laptop', platform: 'linux' });
  }
});
afterEach(() => hub.close());

async function ask(path: string, init: RequestInit = {}, who = 'Ana') {
  const headers = { authorization: `Bearer ${tokens[who]?.deviceToken ?? ''}`, ...init.headers };
  const answer = await fetch(path.startsWith('http') ? path : `${origin}${path}`, {
    ...init,
    headers,
  });
  const text = await answer.text();
  const type = answer.headers.get('content-type') ?? '';
  const body = (type.includes('json') ? JSON.parse(text) : {}) as { error?: { code: string } };
  return { status: answer.status, headers: answer.headers, text, body };
}

const subscribe = async (rotaId: string | null, who = 'Ana') => {
  const answer = await ask(
    '/api/oncall/subscriptions',
    { method: 'POST', body: JSON.stringify({ rotaId }) },
    who,
  );
  expect(answer.status).toBe(201);
  return Subscription.parse(answer.body).url;
};

test.each([
  ['/api/oncall/calendar?from=x', 'GET'],
  ['/api/oncall/subscriptions', 'POST'],
  ['/api/oncall/subscriptions', 'DELETE'],
  ['/api/oncall/leave', 'POST'],
])('%s %s is for enrolled devices', async (path, method) => {
  const { status } = await ask(path, { method, headers: { authorization: 'Bearer wrong' } });
  expect(status).toBe(401);
  expect((await ask(path, { method: 'PATCH' })).status).toBe(405);
});

const span = 'from=2026-11-23T00:00:00.000Z&until=2026-12-07T00:00:00.000Z';

test('a calendar tells shifts, changes and gaps of the rotas that are asked for', async () => {
  const one = await ask(`/api/oncall/calendar?${span}&rotas=payments-week,nights`);
  const calendar = Calendar.parse(one.body);
  expect(calendar.rotas.map(({ rotaId }) => rotaId)).toEqual(['payments-week']);
  const names = calendar.rotas[0]?.shifts.map(({ people }) => people.map(({ name }) => name));
  expect(names).toEqual([['Ana'], ['Bo'], ['Ana']]);
  expect(calendar.gaps).toEqual([]);
  const all = Calendar.parse((await ask(`/api/oncall/calendar?${span}`)).body);
  expect(all.rotas).toHaveLength(2);
  // Sam has not joined.
  expect(all.gaps).toMatchObject([{ teamId: 'ops', cause: 'nobody' }]);
});

test.each([
  ['', 'no span'],
  ['from=2026-11-23T00:00:00.000Z&until=2026-11-22T00:00:00.000Z', 'a span backwards'],
  ['from=2026-11-23T00:00:00.000Z&until=2028-11-22T00:00:00.000Z', 'years'],
  ['from=9999-01-01T00:00:00.000Z&until=9999-01-02T00:00:00.000Z', 'the end of time'],
  ['from=0001-01-01T00:00:00.000Z&until=0001-01-02T00:00:00.000Z', 'its beginning'],
  ['from=yesterday&until=tomorrow', 'words'],
])('a calendar of %s (%s) is refused', async (query) => {
  const { status, body } = await ask(`/api/oncall/calendar?${query}`);
  expect({ status, code: body.error?.code }).toEqual({ status: 400, code: 'query_invalid' });
});

test('an address gives a calendar to whoever knows it, until it is revoked', async () => {
  const url = await subscribe(null);
  expect(url).toMatch(new RegExp(`^${origin}/calendars/[0-9a-f]{32}\\.ics$`));
  const first = await ask(url, { headers: { authorization: '' } });
  expect(first.status).toBe(200);
  expect(first.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  expect(first.text).toContain('BEGIN:VCALENDAR\r\n');
  expect(first.text).toContain('Ana on call');
  expect(first.text).not.toContain('Bo on call');
  const etag = first.headers.get('etag') ?? '';
  hub.clock.nowMs += 60 * 60 * 1_000;
  const again = await ask(url, { headers: { 'if-none-match': etag } });
  expect({ status: again.status, text: again.text }).toEqual({ status: 304, text: '' });
  const other = await subscribe('payments-week');
  expect((await ask(other)).text).toContain('Bo on call');
  // Nobody else’s, and only those of one's own shifts.
  await ask('/api/oncall/subscriptions', { method: 'DELETE' }, 'Bo');
  expect((await ask(url)).status).toBe(200);
  const revoked = await ask('/api/oncall/subscriptions', { method: 'DELETE' });
  expect(revoked.body).toEqual({ revoked: 1 });
  expect((await ask(url)).body.error?.code).toBe('subscription_unknown');
  expect((await ask(other)).status).toBe(200);
});

test('an override shows in the calendar, with another tag', async () => {
  const url = await subscribe('payments-week');
  const etag = (await ask(url)).headers.get('etag') ?? '';
  const token = tokens['Bo']?.deviceToken ?? '';
  const device = await hub.desk.findDevice(token);
  if (!device) throw new Error('There is no device.');
  await hub.desk.command('take', { type: 'shift.take', rotaId: 'payments-week' }, device);
  const changed = await ask(url, { headers: { 'if-none-match': etag } });
  expect(changed.status).toBe(200);
  expect(changed.headers.get('etag')).not.toBe(etag);
});

test('whoever has no laptop any more has no calendar either', async () => {
  const url = await subscribe(null);
  await hub.desk.admin({ type: 'device.revoke', deviceId: tokens['Ana']?.deviceId ?? '' });
  expect((await ask(url)).status).toBe(404);
});

test('an address of a rota that there is not, or too many of them, are refused', async () => {
  const post = (rotaId: unknown) =>
    ask('/api/oncall/subscriptions', { method: 'POST', body: JSON.stringify({ rotaId }) });
  expect((await post('nights')).body.error?.code).toBe('rota_unknown');
  expect((await post(3)).body.error?.code).toBe('body_invalid');
  for (let count = 0; count < limits.subscriptionsPerPerson; count += 1) await subscribe(null);
  expect((await post(null)).body.error?.code).toBe('subscriptions_full');
});

test.each(['x.ics', `${'0'.repeat(32)}.ics`, `${'0'.repeat(32)}`, '..%2f..%2fetc%2fpasswd'])(
  'there is no calendar at /calendars/%s',
  async (file) => {
    expect((await ask(`/calendars/${file}`)).body.error?.code).toBe('subscription_unknown');
  },
);

test('secrets of addresses are neither logged nor kept', async () => {
  const url = await subscribe(null);
  await ask(url);
  await ask(`${url}?again`);
  const token = /([0-9a-f]{32})\.ics$/.exec(url)?.[1] ?? url;
  expect(hub.logLines.join('')).toContain('/calendars/:file');
  expect(hub.logLines.join('')).not.toContain(token);
  expect(JSON.stringify(await hub.desk.readEvents(0, 1_000))).not.toContain(token);
});

const leave = [
  ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:x', 'BEGIN:VEVENT', 'UID:1'],
  ...['DTSTAMP:20261101T000000Z', 'DTSTART;VALUE=DATE:20261201', 'DTEND;VALUE=DATE:20261203'],
  ...['SUMMARY:Leave', 'END:VEVENT', 'END:VCALENDAR', ''],
].join('\r\n');

test('own leave is taken over from a file', async () => {
  const headers = { 'content-type': 'text/calendar' };
  const answer = await ask('/api/oncall/leave', { method: 'POST', body: leave, headers });
  expect(LeaveImported.parse(answer.body)).toEqual({ added: 1, unchanged: 0, problems: [] });
});

test('a file of 50 MB is refused before it is read, and what was imported stands', async () => {
  await ask('/api/oncall/leave', { method: 'POST', body: leave });
  const body = Buffer.alloc(50 * 1024 * 1024, 'x');
  const answer = await hub.app.inject({
    method: 'POST',
    url: '/api/oncall/leave',
    headers: { authorization: `Bearer ${tokens['Ana']?.deviceToken ?? ''}` },
    payload: body,
  });
  expect(answer.statusCode).toBe(413);
  expect(answer.json()).toMatchObject({ error: { code: 'calendar_too_large' } });
  const again = await ask('/api/oncall/leave', { method: 'POST', body: leave });
  expect(again.body).toMatchObject({ added: 0, unchanged: 1 });
});
