import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DeviceIdentity } from '../desk/contract.ts';
import { limits } from '../protocol/limits.ts';
import { ContextPack, History, SearchAnswer } from '../protocol/room-api.ts';
import { IncidentExport } from '../protocol/incident-export.ts';
import { failedAttempts } from './failed-attempts.ts';
import { adminToken, startHub } from './hub-under-test.ts';
import type { HubUnderTest } from './hub-under-test.ts';

let hub: HubUnderTest;
let origin: string;
let ada: DeviceIdentity & { deviceToken: string };
let incidentId: string;

beforeAll(async () => {
  hub = await startHub();
  origin = `http://127.0.0.1:${await hub.listen()}`;
  ada = await enrol('Ada');
  await hub.desk.admin({
    ...{ type: 'alert.send', severity: 'error', service: 'Check out/1', title: 'it broke' },
    ...{ dedupKey: 'k', action: 'fire' },
  });
  incidentId = (await hub.desk.readSnapshot()).incidents[0]?.id ?? '';
  await post('the first needle');
  await post('the second needle');
});
afterAll(() => hub.close());

async function enrol(name: string): Promise<DeviceIdentity & { deviceToken: string }> {
  const invite = { type: 'invite.create', personName: name, side: 'developer' } as const;
  const { code } = await hub.desk.admin(invite);
  return hub.desk.join({ code, deviceName: 'laptop', platform: 'linux' });
}

async function post(text: string): Promise<void> {
  const posting = { kind: 'message' as const, text, replyTo: null, attachments: [] };
  const command = { type: 'message.post' as const, incidentId, ...posting };
  const answer = await hub.desk.command(crypto.randomUUID(), command, ada);
  expect(answer).toMatchObject({ ok: true });
}

async function get(path: string, token: string | null = ada.deviceToken, init: RequestInit = {}) {
  const headers = token === null ? {} : { authorization: `Bearer ${token}` };
  return fetch(`${origin}${path}`, { headers, ...init });
}

async function codeOf(answer: Response): Promise<string> {
  const { error } = (await answer.json()) as { error: { code: string } };
  return error.code;
}

const paths = ['/api/incidents/1/events', '/api/incidents/1/context', '/api/incidents/1/export'];
const reads = [...paths, '/api/search?text=needle'];

describe.each(reads)('%s', (path) => {
  it('is for enrolled devices alone', async () => {
    const missing = await get(path, null);
    expect(missing.status).toBe(401);
    expect(await codeOf(missing)).toBe('device_token_missing');
    for (const token of ['wrong', adminToken, 'x'.repeat(1_000)]) {
      const wrong = await get(path, token);
      expect(wrong.status).toBe(401);
      expect(await codeOf(wrong)).toBe('device_token_wrong');
    }
    const basic = await get(path, null, {
      headers: { authorization: `Basic ${Buffer.from(`:${ada.deviceToken}`).toString('base64')}` },
    });
    expect(await codeOf(basic)).toBe('device_token_missing');
  });

  it('is closed to a device that was removed', async () => {
    const gone = await enrol('Gone');
    expect((await get(path, gone.deviceToken)).status).toBe(200);
    await hub.desk.admin({ type: 'device.revoke', deviceId: gone.deviceId });
    expect(await codeOf(await get(path, gone.deviceToken))).toBe('device_token_wrong');
  });

  it('takes no other method', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const answer = await get(path, ada.deviceToken, { method });
      expect(answer.status).toBe(405);
      expect(answer.headers.get('allow')).toContain('GET');
    }
  });

  it('tells a browser to make nothing of it', async () => {
    const { headers } = await get(path);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe.each(paths)('%s', (path) => {
  it.each(['2', '0', '-1', '1.5', 'NaN', '%00', '..%2f1', '%ff', 'x'.repeat(64), 'x'.repeat(65)])(
    'knows no incident %s',
    async (name) => {
      const answer = await get(path.replace('/1/', `/${name}/`));
      expect([400, 404]).toContain(answer.status);
      expect(['incident_unknown', 'request_malformed']).toContain(await codeOf(answer));
    },
  );

  it('finds an incident by its id too', async () => {
    expect((await get(path.replace('/1/', `/${incidentId}/`))).status).toBe(200);
  });
});

describe('history', () => {
  it('is given after an event', async () => {
    const whole = History.parse(await (await get('/api/incidents/1/events')).json());
    expect(whole.events.slice(0, 4).map(({ type }) => type)).toEqual([
      ...['incident.opened', 'seat.planned', 'seat.planned', 'message.posted'],
    ]);
    expect(whole).toMatchObject({ through: hub.desk.head(), hasMore: false });
    const after = whole.events[1]?.seq;
    const answer = await get(`/api/incidents/${incidentId}/events?after=${after}`);
    const rest = History.parse(await answer.json());
    expect(rest.events).toEqual(whole.events.slice(2));
  });

  it.each([
    ...['-1', 'NaN', '1.5', '1e3', '0x10', ' 1', '', 'null', '9'.repeat(20), '1&after=2', '%00'],
  ])('refuses after=%s', async (after) => {
    const answer = await get(`/api/incidents/1/events?after=${after}`);
    expect(answer.status).toBe(400);
    expect(await codeOf(answer)).toBe('query_invalid');
  });
});

it('gives the context', async () => {
  const pack = ContextPack.parse(await (await get('/api/incidents/1/context')).json());
  expect(pack).toEqual({ items: [], through: hub.desk.head() });
});

describe('export', () => {
  it('is a file to be saved', async () => {
    const markdown = await get('/api/incidents/1/export');
    expect(markdown.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
    expect(markdown.headers.get('content-disposition')).toBe(
      'attachment; filename="incident-1-check-out-1.md"',
    );
    expect(await markdown.text()).toContain('the second needle');
    const json = await get('/api/incidents/1/export?format=json');
    expect(json.headers.get('content-type')).toBe('application/json; charset=utf-8');
    const { entries } = IncidentExport.parse(await json.json());
    expect(entries.filter(({ kind }) => kind === 'message')).toHaveLength(2);
  });

  it.each(['pdf', '', 'JSON', 'json&format=markdown'])('refuses format=%s', async (format) => {
    const answer = await get(`/api/incidents/1/export?format=${format}`);
    expect(answer.status).toBe(400);
    expect(await codeOf(answer)).toBe('query_invalid');
  });
});

describe('search', () => {
  it('takes words and filters from the query', async () => {
    const find = async (query: Record<string, string>) => {
      const answer = await get(`/api/search?${new URLSearchParams(query).toString()}`);
      expect(answer.status).toBe(200);
      return SearchAnswer.parse(await answer.json());
    };
    const { hits } = await find({ text: 'needle' });
    expect(hits).toHaveLength(2);
    const all = { service: 'Check out/1', personId: ada.person.id, severity: 'error' };
    const times = { since: '2026-11-23T05:00:00.000Z', until: '2026-11-23T06:00:00.000Z' };
    const before = String(hits[0]?.seq);
    const filtered = await find({ text: 'needle', ...all, ...times, before });
    expect(filtered.hits).toEqual(hits.slice(1));
    expect(await find({ text: '?!' })).toEqual({ hits: [], hasMore: false });
    expect((await find({ text: 'it broke' })).hits).toMatchObject([{ messageId: null }]);
  });

  it.each([
    ['nothing', ''],
    ['no words', 'text='],
    ['too many letters', `text=${'x'.repeat(limits.searchLength + 1)}`],
    ['words twice', 'text=a&text=b'],
    ['a severity that is none', 'text=a&severity=terrible'],
    ['a time that is none', 'text=a&since=yesterday'],
    ['a time without a zone', 'text=a&until=2026-11-23T05:00:00.000'],
    ['a place that is none', 'text=a&before=-1'],
    ['a huge place', `text=a&before=${'9'.repeat(30)}`],
    ['too long a service', `text=a&service=${'x'.repeat(limits.serviceLength + 1)}`],
    ['too long a person', `text=a&personId=${'x'.repeat(65)}`],
  ])('refuses %s', async (_, query) => {
    const answer = await get(`/api/search?${query}`);
    expect(answer.status).toBe(400);
    expect(await codeOf(answer)).toBe('query_invalid');
  });
});

it('a device reads so many times a minute, and keeps no other from reading', async () => {
  const eager = await enrol('Eager');
  const read = () => get('/api/search?text=x', eager.deviceToken);
  const answers: Response[] = [];
  for (let count = 0; count <= limits.readsPerMinute; count += 50) {
    answers.push(...(await Promise.all(Array.from({ length: 50 }, read))));
  }
  const refused = answers.filter(({ status }) => status === 429);
  expect(answers.length - refused.length).toBe(limits.readsPerMinute);
  expect(await codeOf(refused[0]!)).toBe('rate_limited');
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await get('/api/search?text=x')).status).toBe(200);
});

it('who guesses at tokens is told to slow down; who has one is let in', async () => {
  const codes = new Set<string>();
  for (let count = 0; count <= failedAttempts.max; count += 1) {
    codes.add(await codeOf(await get('/api/search?text=x', `guess-${count}`)));
  }
  expect(codes).toEqual(new Set(['device_token_wrong', 'rate_limited']));
  expect((await get('/api/search?text=x')).status).toBe(200);
  expect(hub.logLines.join('')).not.toContain('guess-');
  expect(hub.logLines.join('')).not.toContain(ada.deviceToken);
  expect(hub.logLines.join('')).not.toContain('needle');
});
