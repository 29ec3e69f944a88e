import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ContextContent } from '../protocol/context.ts';
import { limits } from '../protocol/limits.ts';
import { failedAttempts } from './failed-attempts.ts';
import { adminToken, startHub } from './hub-under-test.ts';
import type { HubUnderTest } from './hub-under-test.ts';

let hub: HubUnderTest;
let key: string;
let deviceToken: string;
beforeEach(async () => {
  hub = await startHub();
  key = await hub.createKey('generic');
  await hub.post(`/ingest/${key}/generic`, { key: 'k', service: 'checkout' });
  const invite = { type: 'invite.create', personName: 'Kim', side: 'sre' } as const;
  const { code } = await hub.desk.admin(invite);
  ({ deviceToken } = await hub.desk.join({ code, deviceName: 'laptop', platform: 'linux' }));
});
afterEach(() => hub.close());

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const note: ContextContent = { kind: 'note', title: 'Note', text: 'It began at noon.' };
const items = async () => (await hub.desk.readContext('1')).items;

async function lastActor(): Promise<unknown> {
  const events = await hub.desk.readEvents(hub.desk.head() - 2, 2);
  return events.flatMap((event) => (event.type === 'context.added' ? [event.actor] : []))[0];
}

describe('context', () => {
  const url = '/api/incidents/1/context';
  const add = (content: unknown, token = key) =>
    hub.post(url, { items: [{ content }] }, bearer(token));

  it('is taken from senders, people and the administrator', async () => {
    expect((await add(note)).status).toBe(200);
    expect(await lastActor()).toMatchObject({ kind: 'sender' });
    expect((await add({ ...note, title: 'Mine' }, deviceToken)).status).toBe(200);
    expect(await lastActor()).toMatchObject({ kind: 'person', personId: expect.any(String) });
    expect((await add({ ...note, title: 'Hub' }, adminToken)).status).toBe(200);
    expect(await lastActor()).toEqual({ kind: 'hub' });
    expect((await items()).map(({ content }) => content.title)).toEqual(['Note', 'Mine', 'Hub']);
    const seen = await hub.post(url, '', { method: 'GET', ...bearer(deviceToken) });
    expect(seen.json).toMatchObject({ items: [{ content: note }, {}, {}] });
  });

  it('answers with the ids of the items', async () => {
    const body = { items: [{ id: 'mine', content: note }, { content: note }] };
    const answer = await hub.post(url, body, bearer(key));
    expect(answer.json).toEqual({
      incidentId: expect.any(String),
      itemIds: ['mine', expect.any(String)],
    });
  });

  it.each([
    ['no key', undefined, 401, 'key_missing'],
    ['a wrong key', 'wrong', 401, 'key_unknown'],
    ['an endless key', 'x'.repeat(5_000), 401, 'key_unknown'],
  ])('refuses %s before it looks at the body', async (_name, token, status, code) => {
    const answer = await hub.post(url, '{', token === undefined ? {} : bearer(token));
    expect(answer).toMatchObject({ status, json: { error: { code } } });
  });

  it('refuses a key that was revoked, and slows guessing down', async () => {
    const { integrations } = await hub.desk.admin({ type: 'key.list' });
    await hub.desk.admin({ type: 'key.revoke', nameOrId: integrations[0]?.id ?? '' });
    expect(await add(note)).toMatchObject({ json: { error: { code: 'key_revoked' } } });
    for (let attempt = 0; attempt < failedAttempts.max; attempt += 1) await add(note, 'wrong');
    expect(await add(note, 'wrong')).toMatchObject({ status: 429 });
    expect((await add(note, deviceToken)).status).toBe(200);
  });

  it.each([
    [
      'a link that is a script',
      { kind: 'links', title: 'L', links: [{ href: 'javascript:alert(1)', text: 'x' }] },
    ],
    [
      'a link to a file',
      { kind: 'links', title: 'L', links: [{ href: 'file:///etc/passwd', text: 'x' }] },
    ],
    ['no links', { kind: 'links', title: 'L', links: [] }],
    ['a blank title', { ...note, title: '' }],
    ['an unknown kind', { ...note, kind: 'video' }],
    ['a text beyond all', { ...note, text: 'x'.repeat(limits.messageLength + 1) }],
    [
      'too many lines',
      { kind: 'log', title: 'L', lines: Array.from({ length: 201 }, () => ({ text: '' })) },
    ],
    [
      'a number that is none',
      { kind: 'metric', title: 'M', series: [{ name: '', points: [[0, 'NaN']] }] },
    ],
    ['nothing', null],
  ])('refuses %s', async (_name, content) => {
    const answer = await add(content);
    expect(answer).toMatchObject({ status: 400, json: { error: { code: 'body_invalid' } } });
    expect(await items()).toEqual([]);
  });

  it('refuses a body that is nested without end', async () => {
    const depth = 200_000;
    const body = `{"items":[{"content":${'['.repeat(depth)}${']'.repeat(depth)}}]}`;
    expect(await hub.post(url, body, bearer(key))).toMatchObject({ status: 400 });
  });

  it('refuses 50 MB at once', async () => {
    const headers = { ...bearer(key).headers, 'content-length': String(50 * 1024 * 1024) };
    expect(await hub.post(url, 'x', { headers })).toMatchObject({
      status: 413,
      json: { error: { code: 'context_too_large' } },
    });
    expect(await hub.post(url, Buffer.alloc(50 * 1024 * 1024), bearer(key))).toMatchObject({
      status: 413,
    });
    expect((await add(note)).status).toBe(200);
  });

  it('refuses what fits into the body but not into the pack', async () => {
    const lines = Array.from({ length: 125 }, () => ({ text: 'x'.repeat(2_000) }));
    const log = { content: { kind: 'log', title: 'Log', lines } };
    const answer = await hub.post(
      url,
      { items: Array.from({ length: 9 }, () => log) },
      bearer(key),
    );
    expect(answer).toMatchObject({ status: 413, json: { error: { code: 'context_too_large' } } });
    expect(await items()).toEqual([]);
    expect((await hub.post(url, { items: [log] }, bearer(key))).status).toBe(200);
  });

  it('is for incidents that there are', async () => {
    for (const named of ['2', 'none', 'x'.repeat(65)]) {
      const answer = await hub.post(
        `/api/incidents/${named}/context`,
        { items: [{ content: note }] },
        bearer(key),
      );
      expect(answer).toMatchObject({ status: 404, json: { error: { code: 'incident_unknown' } } });
    }
  });

  it('can be added by the administrator’s command, however large', async () => {
    const lines = Array.from({ length: 120 }, () => ({ text: 'x'.repeat(2_000) }));
    const added = [{ content: { kind: 'log', title: 'Log', lines } }];
    const command = { type: 'context.add', incident: '1', items: added };
    expect(await hub.post('/api/admin', command, bearer(adminToken))).toMatchObject({
      status: 200,
    });
    const script = { kind: 'links', title: 'L', links: [{ href: 'javascript:1', text: 'x' }] };
    const hostile = { ...command, items: [{ content: script }] };
    expect((await hub.post('/api/admin', hostile, bearer(adminToken))).status).toBe(400);
  });

  it('takes no other methods', async () => {
    const answer = await hub.post(url, '', { method: 'DELETE', ...bearer(key) });
    expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET, POST, HEAD' } });
  });
});

describe('deploys', () => {
  const deploy = { service: 'checkout', summary: 'Release 4.2' };

  it('are taken from senders and the administrator, and shown in open incidents', async () => {
    const answer = await hub.post('/api/deploys', deploy, bearer(key));
    expect(answer).toMatchObject({ status: 200, json: { deployId: expect.any(String) } });
    expect((await hub.post('/api/deploys', deploy, bearer(adminToken))).status).toBe(200);
    expect(await items()).toMatchObject([
      { id: 'deploys', content: { deploys: [{ summary: 'Release 4.2' }, {}] } },
    ]);
  });

  it('go to the service of the key, when it has one', async () => {
    const bound = await hub.createKey('generic', { service: 'checkout' });
    await hub.post('/api/deploys', { ...deploy, service: 'search' }, bearer(bound));
    expect(await items()).toHaveLength(1);
  });

  it.each([
    ['a laptop', deploy, () => deviceToken, 401],
    ['nobody', deploy, () => '', 401],
    ['no summary', { service: 'checkout' }, () => key, 400],
    ['a time that is none', { ...deploy, at: 'yesterday' }, () => key, 400],
    [
      'a link that is a script',
      { ...deploy, link: { href: 'javascript:1', text: 'x' } },
      () => key,
      400,
    ],
    ['too much', { ...deploy, more: 'x'.repeat(limits.apiBodyBytes) }, () => key, 413],
  ])('are refused: %s', async (_name, body, token, status) => {
    expect((await hub.post('/api/deploys', body, bearer(token()))).status).toBe(status);
    expect(await items()).toEqual([]);
  });
});

describe('PagerDuty change events', () => {
  const change = (payload: unknown, more: object = {}) => ({ payload, ...more });
  let routingKey: string;
  beforeEach(async () => {
    routingKey = await hub.createKey('pagerduty');
  });

  it('are deploys of the service that they name', async () => {
    const payload = {
      summary: 'Build Success\n- Increase snapshot create timeout',
      source: 'acme-build-pipeline',
      timestamp: '2026-11-23T05:39:00.123Z',
      custom_details: { service: 'checkout', version: 421, author: 'ada' },
    };
    const links = [{ href: 'https://acme.example.com/build/2', text: 'View' }];
    const body = change(payload, { routing_key: routingKey, links });
    const answer = await hub.post('/v2/change/enqueue', body);
    expect(answer).toMatchObject({
      status: 202,
      json: { status: 'success', message: 'Change event processed' },
    });
    expect(await items()).toMatchObject([
      {
        content: {
          deploys: [
            {
              at: '2026-11-23T05:39:00.123Z',
              summary: 'Build Success - Increase snapshot create timeout',
              version: '421',
              by: 'ada',
              link: { href: 'https://acme.example.com/build/2', text: 'View' },
            },
          ],
        },
      },
    ]);
    await hub.post(`/ingest/${routingKey}/v2/change/enqueue`, { ...body, routing_key: 'other' });
    expect(await items()).toMatchObject([{ content: { deploys: [{}] } }]);
  });

  it('are deploys of their source when they name no service', async () => {
    await hub.post(
      '/v2/change/enqueue',
      change({ summary: 'S', source: 'checkout' }, { routing_key: routingKey }),
    );
    expect(await items()).toHaveLength(1);
  });

  it.each([
    [{ routing_key: 'wrong', payload: { summary: 'S' } }, 'Invalid routing key'],
    [{ payload: { summary: 'S' } }, "'routing_key' is missing or blank"],
    [() => ({ routing_key: routingKey }), "'payload' is missing or blank"],
    [() => ({ routing_key: routingKey, payload: [] }), "'payload' must be an object"],
    [
      () => ({ routing_key: routingKey, payload: { summary: ' ' } }),
      "'payload.summary' is missing or blank",
    ],
    [
      () => ({ routing_key: routingKey, payload: { summary: {} } }),
      "'payload.summary' must be a string",
    ],
  ])('%#: are refused in the words of the original', async (body, error) => {
    const answer = await hub.post('/v2/change/enqueue', typeof body === 'function' ? body() : body);
    expect(answer).toMatchObject({
      status: 400,
      json: { status: 'invalid event', message: 'Event object is invalid', errors: [error] },
    });
    expect(await items()).toEqual([]);
  });
});
