import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { parseJoinLink } from '../protocol/join.ts';
import { TestProcesses } from './test-process.ts';
import type { RunningHub } from './test-process.ts';

// Each command is a process, and a busy machine takes its time to start one.
vi.setConfig({ testTimeout: 60_000 });

let tocsin: TestProcesses;
beforeEach(() => {
  tocsin = new TestProcesses();
});
afterEach(() => tocsin.stop());

async function joinHub(hub: RunningHub): Promise<string> {
  const { link } = await tocsin.ask<{ link: string }>('invite', 'Ada', '--side', 'developer');
  const { code } = parseJoinLink(link) ?? {};
  const answer = await fetch(`${hub.url}/api/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, deviceName: 'laptop', platform: 'test' }),
  });
  return ((await answer.json()) as { deviceToken: string }).deviceToken;
}

async function openLiveSession(hub: RunningHub, token: string) {
  const socket = new WebSocket(`${hub.url.replace('http', 'ws')}/api/socket`, 'tocsin.v1', {
    headers: { authorization: `Bearer ${token}` },
  });
  const types: string[] = [];
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  socket.once('open', () => {
    const client = { version: '0', platform: 'test' };
    const cursor = { since: null, hubId: null, epoch: null };
    socket.send(JSON.stringify({ type: 'hello', ...cursor, client }));
  });
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString());
      types.push(frame.event?.type ?? frame.type);
      if (frame.type === 'live') resolve();
    });
  });
  return { types, closed };
}

test('a hub says once, on one line, that it is ready, and ends cleanly when asked', async () => {
  const hub = await tocsin.startHub();
  const session = await openLiveSession(hub, await joinHub(hub));
  expect((await fetch(`${hub.url}/readyz`)).status).toBe(200);
  const record = () => JSON.parse(readFileSync(join(tocsin.data, 'hub.json'), 'utf8'));
  expect(record()).toMatchObject({ url: hub.url, pid: hub.pid });
  hub.kill('SIGTERM');
  const { exitCode, stdout, stderr } = await hub.ended;
  expect(exitCode).toBe(0);
  expect(stdout.trim().split('\n')).toHaveLength(1);
  expect(await session.closed).toBe(1012);
  expect(record()).toMatchObject({ pid: null });
  for (const line of stderr.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('level');
});

test('a request that is under way when the hub is told to end is answered first', async () => {
  const hub = await tocsin.startHub();
  const { url } = await tocsin.ask<{ url: string }>('key', 'create', 'g', '--sender', 'generic');
  const body = JSON.stringify({ key: 'k', title: 'it broke', severity: 'critical', service: 's' });
  const slow = request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
  });
  const status = new Promise((resolve, reject) => {
    slow.once('response', (response) => resolve(response.statusCode));
    slow.once('error', reject);
  });
  slow.write(body.slice(0, 10));
  // The answer to another request says that the hub has read the beginning of this one.
  await fetch(`${hub.url}/healthz`);
  hub.kill('SIGTERM');
  await expect.poll(() => fetch(`${hub.url}/healthz`).catch(() => 'refused')).toBe('refused');
  slow.end(body.slice(10));
  expect(await status).toBe(200);
  expect((await hub.ended).exitCode).toBe(0);
  const next = await tocsin.ask<{ outcome: { joined: number } }>('alert', 'info', 's', 'and more');
  expect(next.outcome.joined).toBe(1);
});

test('a request that never arrives whole does not keep the hub from ending within 5 s', async () => {
  const hub = await tocsin.startHub();
  const slow = request(`${hub.url}/ingest/x/generic`, {
    method: 'POST',
    headers: { 'content-length': 100 },
  });
  slow.on('error', () => undefined);
  slow.write('{');
  const startedAt = Date.now();
  hub.kill('SIGINT');
  expect((await hub.ended).exitCode).toBe(0);
  expect(Date.now() - startedAt).toBeLessThan(5_000);
});

test('a crash between the answer and the fan-out loses nothing', async () => {
  const hub = await tocsin.startHub([], { TOCSIN_FAULT: 'crash-after-answer' });
  const token = await joinHub(hub);
  const session = await openLiveSession(hub, token);
  const { url } = await tocsin.ask<{ url: string }>('key', 'create', 'g', '--sender', 'generic');
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key: 'k', title: 'it broke', severity: 'critical', service: 's' }),
  });
  expect(answer.status).toBe(200);
  expect((await hub.ended).signal).toBe('SIGKILL');
  await session.closed;
  expect(session.types).not.toContain('incident.opened');
  const again = await tocsin.startHub();
  const snapshot = await (await fetch(`${again.url}/metrics`)).text();
  expect(snapshot).toContain('tocsin_sessions 0');
  const repeat = await fetch(url.replace(hub.url, again.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key: 'k', title: 'it broke', severity: 'critical', service: 's' }),
  });
  expect(await repeat.json()).toMatchObject({ opened: 0, unchanged: 1 });
});

test('a fault that does not exist is no silent success', async () => {
  await expect(tocsin.startHub([], { TOCSIN_FAULT: 'crash' })).rejects.toThrow('TOCSIN_FAULT');
});

test('a data folder that another hub uses: exit code 4', async () => {
  const hub = await tocsin.startHub();
  const second = await tocsin.run('hub', '--data', tocsin.data, '--listen', '127.0.0.1:0');
  expect(second).toMatchObject({ exitCode: 4, stdout: '' });
  expect(second.stderr).toContain('data_folder_locked');
  expect((await fetch(`${hub.url}/healthz`)).status).toBe(200);
  await tocsin.ask('key', 'list');
});

test('a data folder that cannot be made: exit code 4', async () => {
  const file = join(tocsin.folder, 'file');
  writeFileSync(file, '');
  const { exitCode, stderr } = await tocsin.run('hub', '--data', join(file, 'data'));
  expect(exitCode).toBe(4);
  expect(stderr).toContain('data_folder_unwritable');
});

test('a data folder that is read-only: exit code 4', async () => {
  mkdirSync(tocsin.data);
  chmodSync(tocsin.data, 0o500);
  // Permissions do not concern root, unless it gives that privilege up.
  const isRoot = process.getuid?.() === 0;
  const wrapper = isRoot
    ? ['setpriv', '--bounding-set=-dac_override', '--inh-caps=-dac_override']
    : [];
  const { exitCode, stderr } = await tocsin.runUnder(wrapper, 'hub', '--data', tocsin.data);
  expect(exitCode).toBe(4);
  expect(stderr).toContain('data_folder_unwritable');
});

test('a disk that is full: senders are told to come again, and nothing that got a 2xx is lost', async () => {
  const limited = ['sh', '-c', 'ulimit -f 2048; exec "$@"', 'sh'];
  const hub = await tocsin.startHub([], {}, limited);
  const { url } = await tocsin.ask<{ url: string }>('key', 'create', 'g', '--sender', 'generic');
  const path = new URL(url).pathname;
  const post = (origin: string, key: string) =>
    fetch(new URL(path, origin), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ key, title: 'x'.repeat(1_000), severity: 'critical', service: 's' }),
    });
  const stored: string[] = [];
  let refusal: Response | null = null;
  for (let index = 0; index < 2_000 && !refusal; index += 1) {
    const answer = await post(hub.url, `k${index}`);
    if (answer.ok) stored.push(`k${index}`);
    else refusal = answer;
  }
  expect(refusal?.status).toBe(503);
  expect(refusal?.headers.get('retry-after')).not.toBeNull();
  expect(await refusal?.json()).toMatchObject({ error: { code: 'journal_unwritable' } });
  expect(stored.length).toBeGreaterThan(0);
  expect((await fetch(`${hub.url}/healthz`)).status).toBe(200);
  hub.kill('SIGTERM');
  expect((await hub.ended).exitCode).toBe(0);

  const roomy = await tocsin.startHub();
  for (const key of stored) {
    expect(await (await post(roomy.url, key)).json()).toMatchObject({ unchanged: 1 });
  }
});

test('a data folder that a newer hub wrote: exit code 4', async () => {
  await tocsin.ask('key', 'list');
  const { DatabaseSync } = await import('node:sqlite');
  const database = new DatabaseSync(join(tocsin.data, 'hub.sqlite'));
  database.exec("insert into kysely_migration values ('9999-from-the-future', '2030-01-01')");
  database.close();
  const { exitCode, stderr } = await tocsin.run('hub', '--data', tocsin.data);
  expect(exitCode).toBe(4);
  expect(stderr).toContain('data_folder_newer');
});

test('an address that another program has: exit code 6, and the data folder is free again', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const taken = await tocsin.run('hub', '--data', tocsin.data, '--listen', `127.0.0.1:${port}`);
  expect(taken).toMatchObject({ exitCode: 6, stdout: '' });
  expect(taken.stderr).toContain('port_in_use');
  await new Promise((resolve) => other.close(resolve));
  expect(existsSync(join(tocsin.data, 'hub.json'))).toBe(false);
  await tocsin.ask('key', 'list');
});

test('an address that this machine does not have: exit code 6', async () => {
  const { exitCode, stderr } = await tocsin.run('hub', '--listen', '192.0.2.1:4949');
  expect(exitCode).toBe(6);
  expect(stderr).toContain('address_unusable');
});

test('a config with errors: exit code 5, every line named, nothing made', async () => {
  const file = join(tocsin.folder, 'hub.yaml');
  writeFileSync(file, 'grouping:\n  windowSeconds: soon\nelse: 1\n');
  const { exitCode, stderr } = await tocsin.run('hub', '--config', file);
  expect(exitCode).toBe(5);
  expect(stderr).toContain(`${file}:2:18: grouping.windowSeconds`);
  expect(stderr).toContain(`${file}:3:1: else`);
  expect(existsSync(tocsin.data)).toBe(false);
});

test('SIGHUP puts a changed config in force, and refuses one with errors', async () => {
  const file = join(tocsin.folder, 'hub.yaml');
  writeFileSync(file, 'grouping: { windowSeconds: 300 }');
  const hub = await tocsin.startHub(['--config', file]);
  const alert = async (title: string) => {
    const { outcome } = await tocsin.ask<{ outcome: { opened: number; joined: number } }>(
      'alert',
      'info',
      'checkout',
      title,
    );
    return outcome.opened === 1 ? 'opened' : 'joined';
  };
  expect(await alert('one')).toBe('opened');
  expect(await alert('two')).toBe('joined');
  writeFileSync(file, 'grouping: { windowSeconds: 0 }');
  hub.kill('SIGHUP');
  await expect.poll(hub.log).toContain('the configuration was read again');
  expect(await alert('three')).toBe('opened');
  writeFileSync(file, 'grouping: { windowSeconds: never }');
  hub.kill('SIGHUP');
  await expect.poll(hub.log).toContain('the old configuration stays in force');
  expect(hub.log()).toContain(`${file}:1:28: grouping.windowSeconds`);
  expect(await alert('four')).toBe('opened');
});

test('the log and the files in the data folder hold no secret', async () => {
  const hub = await tocsin.startHub(['--log-level', 'trace']);
  const token = await joinHub(hub);
  await openLiveSession(hub, token);
  const { key, url } = await tocsin.ask<{ key: string; url: string }>(
    'key',
    'create',
    'g',
    '--sender',
    'generic',
  );
  await fetch(url, { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } });
  await fetch(`${hub.url}/nowhere/${key}?token=${key}`);
  hub.kill('SIGTERM');
  const { stderr } = await hub.ended;
  expect(stderr).not.toContain(key);
  expect(stderr).not.toContain(token);
  expect(statSync(join(tocsin.data, 'hub.sqlite')).size).toBeGreaterThan(0);
  const database = readFileSync(join(tocsin.data, 'hub.sqlite'), 'latin1');
  expect(database).not.toContain(key);
  expect(database).not.toContain(token);
});
