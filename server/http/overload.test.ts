import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { TocsinError } from '../protocol/errors.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import { limits } from '../protocol/limits.ts';
import { ByteBudget } from './byte-budget.ts';
import { startHub } from './hub-under-test.ts';
import type { HubUnderTest } from './hub-under-test.ts';

let hub: HubUnderTest;
afterEach(() => hub.close());

/** Before a real desk stands a queue that takes nothing. */
const failWith = (error: Error) => startHub(() => ({ ingest: () => Promise.reject(error) }));

const bodies = {
  alertmanager: ['alertmanager', { alerts: [{ labels: { a: 'b' } }] }],
  prometheus: ['api/v2/alerts', [{ labels: { a: 'b' } }]],
  generic: ['generic', { key: 'k' }],
  pagerduty: [
    'v2/enqueue',
    { event_action: 'trigger', payload: { summary: 's', source: 's', severity: 'info' } },
  ],
} as const;

async function send(sender: keyof typeof bodies) {
  const [path, body] = bodies[sender];
  return hub.post(`/ingest/${await hub.createKey(sender)}/${path}`, body);
}

describe.each(['overloaded', 'shutting_down', 'journal_unwritable'] satisfies ErrorCode[])(
  'a hub that is %s',
  (code) => {
    it.each(['alertmanager', 'prometheus', 'generic'] as const)(
      'answers %s with 503, which makes it send again at once',
      async (sender) => {
        hub = await failWith(new TocsinError(code));
        const answer = await send(sender);
        expect(answer.status).toBe(503);
        expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
        expect(answer.json).toMatchObject({ error: { code, retryable: true } });
      },
    );

    it('answers PagerDuty’s clients with 429, the one status on which all send again', async () => {
      hub = await failWith(new TocsinError(code));
      const answer = await send('pagerduty');
      expect(answer.status).toBe(429);
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      expect(answer.json).toMatchObject({ status: 'throttle exceeded', error: { code } });
    });
  },
);

describe('a fault of the hub', () => {
  it.each(Object.keys(bodies) as (keyof typeof bodies)[])(
    'is a 500 for %s that tells the id to look for in the log, and nothing more',
    async (sender) => {
      hub = await failWith(new Error('the secret inside'));
      const answer = await send(sender);
      expect(answer.status).toBe(500);
      const { requestId } = answer.json as { requestId: string };
      expect(answer.json).toMatchObject({ error: { code: 'internal', retryable: true } });
      expect(answer.text).not.toContain('secret');
      const line = hub.logLines.find((text) => text.includes('the secret inside'));
      expect(line).toContain(requestId);
    },
  );
});

describe('a journal that cannot be written', () => {
  it('makes the hub unready for a while', async () => {
    const ready = async () => (await hub.post('/readyz', '', { method: 'GET' })).status;
    hub = await failWith(new TocsinError('journal_unwritable'));
    expect(await ready()).toBe(200);
    await send('generic');
    expect(await ready()).toBe(503);
    hub.clock.nowMs += 10_000;
    expect(await ready()).toBe(200);
    await send('generic');
    expect(await ready()).toBe(503);
    hub.clock.nowMs -= 600_000;
    expect(await ready()).toBe(200);
  });
});

describe('bodies under way', () => {
  it('are bounded, and come off the bound when they are done', async () => {
    const closers: (() => void)[] = [];
    const request = (bytes: number | undefined) =>
      [
        { headers: { 'content-length': bytes?.toString() }, routeOptions: { bodyLimit: 50 } },
        { raw: { once: (_: string, listener: () => void) => closers.push(listener) } },
      ] as unknown as Parameters<ByteBudget['take']>;
    hub = await startHub();
    const budget = new ByteBudget(100);
    budget.take(...request(50));
    budget.take(...request(undefined));
    expect(() => budget.take(...request(1))).toThrowError(
      expect.objectContaining({ code: 'overloaded' }),
    );
    closers[0]?.();
    budget.take(...request(1_000_000));
    expect(() => budget.take(...request(1))).toThrowError();
  });

  it('of strangers leave room for those of senders with a key', async () => {
    hub = await startHub();
    const port = await hub.listen();
    const key = await hub.createKey('alertmanager');
    const head = `POST /v2/enqueue HTTP/1.1\r\nhost: h\r\ncontent-length: ${limits.pagerdutyEventBytes}`;
    const strangers = Array.from({ length: 520 }, () => connect(port, '127.0.0.1'));
    for (const socket of strangers) socket.write(`${head}\r\n\r\n`);
    await expect.poll(async () => (await send('pagerduty')).status).toBe(429);
    await Promise.all(strangers.slice(-8).map((socket) => once(socket, 'data')));
    const answer = await hub.post(`/ingest/${key}/alertmanager`, bodies.alertmanager[1]);
    expect(answer.status).toBe(200);
    for (const socket of strangers) socket.destroy();
  });
});
