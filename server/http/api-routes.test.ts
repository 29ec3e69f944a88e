import { afterEach, beforeEach, describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import type { AdminCommand } from '../desk/contract.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { AdminCommandBody } from './admin-command.ts';
import { failedAttempts } from './failed-attempts.ts';
import { adminToken, startHub } from './hub-under-test.ts';
import type { HubUnderTest } from './hub-under-test.ts';

let hub: HubUnderTest;
let unreadiness: ErrorCode | null = null;
beforeEach(async () => {
  unreadiness = null;
  hub = await startHub(undefined, { readiness: () => unreadiness });
});
afterEach(() => hub.close());

const asAdmin = { headers: { authorization: `Bearer ${adminToken}` } };
const admin = (body: unknown, options: object = asAdmin) => hub.post('/api/admin', body, options);
const get = (url: string) => hub.post(url, '', { method: 'GET' });

describe('administration', () => {
  it('takes the commands of the desk, no more and no less', () => {
    expectTypeOf<z.infer<typeof AdminCommandBody>>().toEqualTypeOf<AdminCommand>();
  });

  it('makes a key that works', async () => {
    const command = {
      type: 'key.create',
      name: 'n',
      sender: 'generic',
      service: null,
      mapping: null,
    };
    const created = await admin(command);
    expect(created.status).toBe(200);
    expect(created.json).toMatchObject({ integration: { name: 'n' } });
    const { key } = created.json as { key: string };
    expect((await hub.post(`/ingest/${key}/generic`, { key: 'k' })).status).toBe(200);
    expect((await admin(command)).json).toMatchObject({ error: { code: 'name_taken' } });
    expect((await admin({ type: 'key.revoke', nameOrId: 'n' })).status).toBe(200);
    expect((await hub.post(`/ingest/${key}/generic`, { key: 'k' })).status).toBe(403);
    expect((await admin({ type: 'key.revoke', nameOrId: 'x' })).json).toMatchObject({
      error: { code: 'key_not_found' },
    });
  });

  it('sends an alert', async () => {
    const command = { type: 'alert.send', severity: 'critical', service: 'checkout', title: 'T' };
    const answer = await admin({ ...command, dedupKey: null, action: 'fire' });
    expect(answer.json).toMatchObject({ outcome: { opened: 1 }, dedupKey: expect.any(String) });
  });

  it.each([
    [undefined],
    ['Bearer wrong'],
    [`Bearer ${adminToken}x`],
    ['Bearer '],
    [`Basic ${btoa('a:b')}`],
  ])('refuses %s before it looks at the body', async (authorization) => {
    const answer = await admin('{', { headers: authorization ? { authorization } : {} });
    expect(answer.status).toBe(401);
    expect(answer.json).toMatchObject({ error: { code: 'admin_token_wrong' } });
  });

  it.each([
    [{}],
    [{ type: 'hub.destroy' }],
    [{ type: 'key.create', name: 'n', sender: 'cli', service: null, mapping: null }],
    [{ type: 'key.create', name: '  ', sender: 'generic', service: null, mapping: null }],
    [{ type: 'invite.create', personName: 'Kim', side: 'manager' }],
    [null],
  ])('refuses %j', async (body) => {
    const answer = await admin(body);
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ error: { code: 'body_invalid' } });
  });

  it('slows guessing down, but never the owner', async () => {
    const wrong = { headers: { authorization: 'Bearer wrong' } };
    for (let attempt = 0; attempt < failedAttempts.max; attempt += 1) {
      expect((await admin({}, wrong)).status).toBe(401);
    }
    const answer = await admin({}, wrong);
    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(answer.json).toMatchObject({ error: { code: 'rate_limited' } });
    expect((await admin({ type: 'key.list' })).status).toBe(200);
  });
});

describe('joining', () => {
  const invite = async () => {
    const command = { type: 'invite.create', personName: 'Kim', side: 'sre' } as const;
    return (await hub.desk.admin(command)).code;
  };
  const join = (code: string) =>
    hub.post('/api/join', { code, deviceName: 'laptop', platform: 'linux' });

  it('gives a token for an invite, once', async () => {
    const code = await invite();
    const joined = await join(code);
    expect(joined.status).toBe(200);
    const { deviceToken } = joined.json as { deviceToken: string };
    expect(await hub.desk.findDevice(deviceToken)).toMatchObject({ person: { name: 'Kim' } });
    const again = await join(code);
    expect(again.status).toBe(410);
    expect(again.json).toMatchObject({ error: { code: 'invite_used' } });
  });

  it('refuses an invite that has expired, or that never was', async () => {
    const code = await invite();
    hub.clock.nowMs += 25 * 3_600_000;
    expect((await join(code)).json).toMatchObject({ error: { code: 'invite_expired' } });
    expect((await join('0'.repeat(32))).status).toBe(404);
    expect((await join('short')).json).toMatchObject({ error: { code: 'body_invalid' } });
  });

  it('slows guessing down', async () => {
    for (let attempt = 0; attempt < failedAttempts.max; attempt += 1) {
      expect((await join('0'.repeat(32))).status).toBe(404);
    }
    expect((await join('0'.repeat(32))).json).toMatchObject({ error: { code: 'rate_limited' } });
    expect((await join(await invite())).status).toBe(200);
  });

  it('takes no more than a small body', async () => {
    expect((await hub.post('/api/join', 'x'.repeat(100_000))).status).toBe(413);
  });
});

describe('guessed integration keys', () => {
  it('slow the guesser down and nobody who knows a key', async () => {
    for (let attempt = 0; attempt < failedAttempts.max; attempt += 1) {
      expect((await hub.post(`/ingest/guess-${attempt}/generic`, {})).status).toBe(401);
    }
    expect((await hub.post('/ingest/guess/generic', {})).status).toBe(429);
    const key = await hub.createKey('generic');
    expect((await hub.post(`/ingest/${key}/generic`, { key: 'k' })).status).toBe(200);
  });
});

describe('health', () => {
  it('is alive, and ready while nothing hinders it', async () => {
    expect((await get('/healthz')).json).toEqual({ status: 'alive' });
    expect((await get('/readyz')).json).toEqual({ status: 'ready' });
    unreadiness = 'journal_unwritable';
    const answer = await get('/readyz');
    expect(answer.status).toBe(503);
    expect(answer.json).toMatchObject({ error: { code: 'journal_unwritable' } });
    expect((await get('/healthz')).status).toBe(200);
  });

  it('shows its figures', async () => {
    const key = await hub.createKey('generic');
    await hub.post(`/ingest/${key}/generic`, { key: 'k' });
    await hub.post(`/ingest/${key}/generic`, {});
    hub.metrics.gateway.sessions(3);
    hub.metrics.gateway.fannedOut({ sessions: 3, events: 2, bytes: 900, durationMs: 1, lagMs: 4 });
    hub.metrics.gateway.resumed('replay');
    hub.metrics.gateway.ended('session_too_slow');
    hub.metrics.gateway.refused('device_token_wrong');
    hub.metrics.journal.onBatch({
      jobCount: 4,
      eventCount: 9,
      queueLength: 2,
      waitMs: 1,
      decideMs: 1,
      commitMs: 3,
      isCommitted: true,
    });
    const { text, headers } = await get('/metrics');
    expect(headers['content-type']).toContain('text/plain');
    for (const figure of [
      'tocsin_ingest_requests_total{sender="generic",code="accepted"} 1',
      'tocsin_ingest_requests_total{sender="generic",code="body_invalid"} 1',
      'tocsin_ingest_alerts_total{sender="generic",outcome="opened"} 1',
      'tocsin_stage_seconds_count{stage="receive"} 2',
      'tocsin_stage_seconds_count{stage="store"} 1',
      'tocsin_stage_seconds_count{stage="deliver"} 1',
      'tocsin_commit_seconds_count 1',
      'tocsin_commit_requests_sum 4',
      'tocsin_commit_events_sum 9',
      'tocsin_commit_queue 2',
      'tocsin_sessions 3',
      'tocsin_fan_out_events_total 6',
      'tocsin_fan_out_bytes_total 900',
      'tocsin_sessions_resumed_total{kind="replay"} 1',
      'tocsin_sessions_ended_total{code="session_too_slow"} 1',
      'tocsin_handshakes_refused_total{code="device_token_wrong"} 1',
    ]) {
      expect(text).toContain(figure);
    }
    expect(text).toContain('nodejs_eventloop_lag_seconds');
    expect(text).toContain('process_resident_memory_bytes');
  });

  it('is not framed or sniffed by browsers', async () => {
    const { headers } = await get('/healthz');
    expect(headers).toMatchObject({
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    });
    expect(headers).not.toHaveProperty('strict-transport-security');
  });
});

describe('the socket’s address', () => {
  it('asks plain requests to upgrade', async () => {
    const answer = await get('/api/socket');
    expect(answer.status).toBe(426);
    expect(answer.headers['upgrade']).toBe('websocket');
    expect(answer.json).toMatchObject({ error: { code: 'upgrade_required' } });
  });
});

it.each(['/healthz', '/readyz', '/metrics', '/api/socket', '/api/join', '/api/admin'])(
  '%s refuses methods that it does not take',
  async (url) => {
    const answer = await hub.post(url, '', { method: 'DELETE' });
    expect(answer.status).toBe(405);
    expect(answer.headers['allow']).toBeDefined();
  },
);
