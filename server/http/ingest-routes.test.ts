import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IngestOutcome } from '../desk/contract.ts';
import { loadFixtureBody } from '../ingest/fixtures/load-fixture.ts';
import { startHub } from './hub-under-test.ts';
import type { HubUnderTest } from './hub-under-test.ts';

let hub: HubUnderTest;
const keys: Record<string, string> = {};

beforeAll(async () => {
  hub = await startHub();
  for (const sender of ['alertmanager', 'prometheus', 'pagerduty', 'generic'] as const) {
    keys[sender] = await hub.createKey(sender);
  }
});
afterAll(() => hub.close());

const senders = [
  ['alertmanager', '/ingest/alertmanager', '/alertmanager', 'recorded/am-webhook-firing-1', 200],
  ['prometheus', '/api/v2/alerts', '/api/v2/alerts', 'recorded/prom-v2-firing-1', 200],
  ['pagerduty', '/v2/enqueue', '/v2/enqueue', 'samples/pagerduty-firing', 202],
] as const;
const generic = ['generic', '/ingest/generic', '/generic', { key: 'k' }, 200] as const;

describe.each([...senders, generic])('%s', (sender, bare, path, fixture, status) => {
  const body = () => {
    const loaded = typeof fixture === 'string' ? loadFixtureBody(fixture) : fixture;
    // Its own routing key would win over the one that a test offers.
    return Array.isArray(loaded) ? loaded : { ...(loaded as object), routing_key: undefined };
  };
  const key = () => keys[sender] ?? '';
  const json = { 'content-type': 'application/json' };

  it.each(['', '/'])('takes the key in the path, with "%s" at the end', async (end) => {
    expect((await hub.post(`/ingest/${key()}${path}${end}`, body())).status).toBe(status);
  });

  it('takes a path that was joined with one slash too many', async () => {
    expect((await hub.post(`/ingest/${key()}/${path}`, body())).status).toBe(status);
  });

  it.each([
    ['Bearer token', () => ({ authorization: `Bearer ${key()}` })],
    ['Basic password', () => ({ authorization: `Basic ${btoa(`prom:${key()}`)}` })],
    ['Basic user', () => ({ authorization: `basic ${btoa(`${key()}:`)}` })],
    ['header', () => ({ 'x-tocsin-key': key() })],
    ['routing header', () => ({ 'X-Routing-Key': key() })],
  ])('takes the key as %s', async (_, headers) => {
    const answer = await hub.post(bare, body(), { headers: { ...json, ...headers() } });
    expect(answer.status).toBe(status);
  });

  it('takes PUT', async () => {
    const put = { method: 'PUT' } as const;
    expect((await hub.post(`/ingest/${key()}${path}`, body(), put)).status).toBe(status);
  });

  it('refuses other methods and names the ones it takes', async () => {
    for (const method of ['GET', 'DELETE', 'PATCH', 'OPTIONS'] as const) {
      const answer = await hub.post(`/ingest/${key()}${path}`, '', { method });
      expect(answer.status).toBe(405);
      expect(answer.headers['allow']).toBe('POST, PUT');
      expect(answer.json).toMatchObject({ error: { code: 'method_not_allowed' } });
    }
  });

  it('says who sent what in the metrics, and nothing of keys', async () => {
    await hub.post(`/ingest/${key()}${path}`, body());
    const { text } = await hub.post('/metrics', '', { method: 'GET' });
    expect(text).toMatch(
      new RegExp(`tocsin_ingest_requests_total{sender="${sender}",code="accepted"} [1-9]`),
    );
    expect(text).not.toContain(key());
  });
});

describe('answers', () => {
  it('tell Alertmanager and generic senders what was done', async () => {
    const body = loadFixtureBody('recorded/am-webhook-grouped-3-firing');
    const key = await hub.createKey('alertmanager');
    const { json } = await hub.post(`/ingest/${key}/alertmanager`, body);
    const { opened, joined, ...rest } = json as IngestOutcome;
    expect(opened + joined).toBe(3);
    expect(rest).toEqual({ changed: 0, resolved: 0, unchanged: 0 });
  });

  it('are empty for Prometheus', async () => {
    const body = loadFixtureBody('recorded/prom-v2-firing-1');
    const answer = await hub.post(`/ingest/${keys['prometheus']}/api/v2/alerts`, body);
    expect(answer.text).toBe('');
    expect(answer.headers['content-length']).toBe('0');
  });

  it('are those of the original for PagerDuty', async () => {
    const payload = { summary: 's', source: 'x', severity: 'page' };
    const event = { routing_key: keys['pagerduty'], event_action: 'trigger', payload };
    const keyed = await hub.post('/v2/enqueue', { ...event, dedup_key: 'a/b' });
    expect(keyed.json).toEqual({
      status: 'success',
      message: 'Event processed',
      dedup_key: 'a/b',
    });
    const made = await hub.post('/v2/enqueue', event);
    expect(made.status).toBe(202);
    expect((made.json as { dedup_key: string }).dedup_key).toMatch(/^[0-9a-f]{32}$/);
    const refused = await hub.post('/v2/enqueue', { ...event, event_action: 'explode' });
    expect(refused.status).toBe(400);
    expect(refused.json).toMatchObject({
      status: 'invalid event',
      message: 'Event object is invalid',
      errors: [expect.stringContaining("'event_action'")],
      error: { code: 'body_invalid', retryable: false },
    });
  });

  it('come when the alert is on disk', async () => {
    const key = await hub.createKey('generic');
    const before = hub.desk.head();
    await hub.post(`/ingest/${key}/generic`, { key: 'on disk', title: 'find me' });
    const events = await hub.desk.readEvents(before, 10);
    expect(events[0]).toMatchObject({ type: 'incident.opened', alert: { title: 'find me' } });
  });
});

describe('content types', () => {
  it.each(['text/plain; charset=UTF-8', 'application/x-www-form-urlencoded', 'garbage', ''])(
    'are not trusted: %j',
    async (contentType) => {
      const headers = contentType === '' ? {} : { 'content-type': contentType };
      const url = `/ingest/${keys['generic']}/generic`;
      expect((await hub.post(url, '{"key":"k"}', { headers })).status).toBe(200);
    },
  );

  it.each([
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['garbage', 415],
    ['application/json; charset=utf-8', 200],
    ['application/vnd.alerts+json', 200],
  ])('but Prometheus’s address asks for JSON: %s', async (contentType, status) => {
    const url = `/ingest/${keys['prometheus']}/api/v2/alerts`;
    const answer = await hub.post(url, '[]', { headers: { 'content-type': contentType } });
    expect(answer.status).toBe(status);
    if (status === 415) {
      expect(answer.json).toMatchObject({ error: { code: 'content_type_unsupported' } });
    }
  });
});

describe('a mapping', () => {
  it('reads bodies of any form', async () => {
    const key = await hub.createKey('generic', { mapping: 'backup', service: 'backups' });
    const post = (name: string) =>
      hub.post(`/ingest/${key}/generic`, loadFixtureBody(`samples/generic-${name}`));
    const before = hub.desk.head();
    expect((await post('firing')).json).toMatchObject({ opened: 1 });
    expect((await hub.desk.readEvents(before, 1))[0]).toMatchObject({
      service: 'backups',
      alert: { dedupKey: 'bk-1/nightly', title: 'restic exited 1', severity: 'error' },
    });
    expect((await post('resolved')).json).toMatchObject({ resolved: 1 });
  });

  it('that the config has lost is the hub’s fault, so the sender may try again', async () => {
    const key = await hub.createKey('generic', { mapping: 'lost' });
    const answer = await hub.post(`/ingest/${key}/generic`, { key: 'k' });
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBe('5');
    expect(answer.json).toMatchObject({ error: { code: 'mapping_missing' } });
  });
});

describe('Prometheus posts with some bad alerts', () => {
  it('are refused, but the good ones are taken', async () => {
    const key = await hub.createKey('prometheus');
    const body = [{ labels: { alertname: 'Good' } }, { labels: {} }];
    const before = hub.desk.head();
    const answer = await hub.post(`/ingest/${key}/api/v2/alerts`, body);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('[1].labels');
    const [event] = await hub.desk.readEvents(before, 10);
    expect(event).toMatchObject({ alert: { title: 'Good' } });
  });
});
