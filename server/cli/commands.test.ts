import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parseJoinLink } from '../protocol/join.ts';
import { TestProcesses } from './test-process.ts';

// Each command is a process, and a busy machine takes its time to start one.
vi.setConfig({ testTimeout: 60_000 });

let tocsin: TestProcesses;
beforeEach(() => {
  tocsin = new TestProcesses();
});
afterEach(() => tocsin.stop());

interface CreatedKey {
  id: string;
  name: string;
  key: string;
  url: string;
}
interface Invite {
  link: string;
  person: { name: string; side: string };
  expiresAt: string;
}

test('without a hub, commands work on the data folder itself', async () => {
  const key = await tocsin.ask<CreatedKey>('key', 'create', 'am', '--sender', 'alertmanager');
  expect(key.key).toMatch(/^[0-9a-f]{32}$/);
  expect(key.url).toBe(`http://127.0.0.1:4949/ingest/${key.key}/alertmanager`);
  const { link } = await tocsin.ask<Invite>('invite', 'Ada', '--side', 'developer');
  expect(parseJoinLink(link)?.hub).toBe('http://127.0.0.1:4949');
});

test('with a hub, the same commands go through it', async () => {
  const hub = await tocsin.startHub();
  const paths = {
    alertmanager: 'alertmanager',
    prometheus: 'api/v2/alerts',
    pagerduty: 'v2/enqueue',
    generic: 'generic',
  };
  const checks = Object.entries(paths).map(async ([sender, path]) => {
    const made = await tocsin.ask<CreatedKey>('key', 'create', sender, '--sender', sender);
    expect(made.url).toBe(`${hub.url}/ingest/${made.key}/${path}`);
    // The hub knows the address: it finds fault with the body, not with the path or the key.
    const answer = await fetch(made.url, {
      method: 'POST',
      body: '{',
      headers: { 'content-type': 'application/json' },
    });
    expect(answer.status).toBe(400);
  });
  await Promise.all(checks);
  const { link, person, expiresAt } = await tocsin.ask<Invite>('invite', 'Raj', '--side', 'sre');
  expect(person).toMatchObject({ name: 'Raj', side: 'sre' });
  expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now());
  const { code } = parseJoinLink(link) ?? {};
  const joined = await fetch(`${hub.url}/api/join`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, deviceName: 'laptop', platform: 'test' }),
  });
  expect(joined.status).toBe(200);
  const { devices } = await tocsin.ask<{ devices: { id: string }[] }>('device', 'list');
  expect(devices).toHaveLength(1);
  const list = await tocsin.run('device', 'list');
  expect(list.stdout).toMatch(/^PERSON +SIDE +DEVICE .*\nRaj +sre +laptop /);
  await tocsin.ask('device', 'revoke', devices[0]?.id ?? '');
  await tocsin.ask('key', 'revoke', 'generic');
  const { integrations } = await tocsin.ask<{
    integrations: { name: string; revokedAt: string | null }[];
  }>('key', 'list');
  expect(integrations.find(({ name }) => name === 'generic')?.revokedAt).not.toBeNull();
  const text = await tocsin.run('key', 'list');
  expect(text.stdout).toMatch(/^NAME +SENDER/);
  expect(text.stdout).toMatch(/generic +generic .*revoked/);
});

test('an alert is sent, repeated and resolved by its key', async () => {
  const send = (...more: string[]) =>
    tocsin.ask('alert', 'critical', 'checkout', 'it broke', ...more);
  expect(await send('--key', 'k')).toMatchObject({ dedupKey: 'k', outcome: { opened: 1 } });
  expect(await send('--key', 'k')).toMatchObject({ outcome: { opened: 0, unchanged: 1 } });
  expect(await send('--key', 'k', '--resolve')).toMatchObject({ outcome: { resolved: 1 } });
});

test('without a key, service and title tell one alert from another', async () => {
  const send = (...words: string[]) => tocsin.run('alert', 'critical', ...words);
  const opened = await send('checkout', 'it broke');
  expect(opened.stdout).toMatch(/^opened: .*\nNo hub runs here/);
  const repeated = await send('checkout', 'it broke');
  expect(repeated.stdout).toMatch(/^unchanged: it fires already; --resolve ends it/);
  const other = await send('checkout', 'it broke twice');
  expect(other.stdout).toMatch(/^joined: /);
  const resolved = await send('checkout', 'it broke', '--resolve');
  expect(resolved.stdout).toMatch(/^resolved \(key: checkout: it broke\)/);
  await tocsin.startHub();
  const gone = await send('checkout', 'it broke', '--resolve');
  expect(gone.stdout).toMatch(/^unchanged: no such alert fires[^\n]*\n$/);
});

test('what the hub refuses is told with its remedy and code, and exit code 1', async () => {
  await tocsin.ask('key', 'create', 'am', '--sender', 'alertmanager');
  const plain = await tocsin.run('key', 'create', 'am', '--sender', 'generic');
  expect(plain).toMatchObject({ exitCode: 1, stdout: '' });
  expect(plain.stderr).toMatch(/exists.*\n.*Choose another name.*\n.*code: name_taken/);
  const json = await tocsin.run('key', 'revoke', 'nobody', '--json');
  expect(json.exitCode).toBe(1);
  expect(JSON.parse(json.stderr)).toMatchObject({ error: { code: 'key_not_found' } });
});

test('a wrong command line is a matter of usage: exit code 2', async () => {
  const { exitCode, stdout, stderr } = await tocsin.run('invite', 'Ada');
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).toContain('--side');
});

test.each([[['config', 'check']], [['check']]])(
  '%j tells every error with its line and how it would be right, and exit code 5',
  async (words) => {
    const file = join(tocsin.folder, 'hub.yaml');
    writeFileSync(file, 'grouping:\n  windowSeconds: 60\n');
    expect(await tocsin.run(...words, file)).toMatchObject({
      exitCode: 0,
      stdout: `${file}: ok\n`,
    });
    writeFileSync(file, 'grouping:\n  windowSeconds: -1\nhoks: {}\n');
    const { exitCode, stdout, stderr } = await tocsin.run(...words, file);
    expect(exitCode).toBe(5);
    expect(stderr).toContain(`${file}: 2 errors.`);
    expect(stdout).toMatch(/hub\.yaml:2:18: grouping\.windowSeconds: .*\n +Write a whole number/);
    expect(stdout).toMatch(/hub\.yaml:3:1: hoks: .*\n +Did you mean `hooks`\?/);
    const none = await tocsin.run(...words, join(tocsin.folder, 'none'), '--json');
    expect(none.exitCode).toBe(5);
    expect(JSON.parse(none.stdout)).toMatchObject({ ok: false, problems: [{ line: 1 }] });
  },
);

test('version says its number and that of the protocol', async () => {
  const { stdout } = await tocsin.run('version', '--json');
  expect(JSON.parse(stdout)).toMatchObject({ protocol: 'tocsin.v1' });
});

test('the administration token is for the owner of the data folder alone', async () => {
  const hub = await tocsin.startHub();
  const path = join(tocsin.data, 'admin.token');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const token = readFileSync(path, 'utf8').trim();
  expect(hub.log()).not.toContain(token);
  writeFileSync(path, 'wrong');
  const { exitCode, stderr } = await tocsin.run('key', 'list');
  expect(exitCode).toBe(1);
  expect(stderr).toContain('admin_token_wrong');
});

test('a hub that does not answer: exit code 3', async () => {
  const hub = await tocsin.startHub();
  hub.kill('SIGSTOP');
  const record = join(tocsin.data, 'hub.json');
  // Nothing listens there; waiting for the stopped hub itself would take the whole time-out.
  writeFileSync(
    record,
    JSON.stringify({ url: 'http://127.0.0.1:1', publicUrl: 'http://127.0.0.1:1', pid: hub.pid }),
  );
  const { exitCode, stderr } = await tocsin.run('key', 'list');
  expect(exitCode).toBe(3);
  expect(stderr).toContain('hub_unreachable');
});

test('an incident is exported without a hub and with one, to standard output or into a file', async () => {
  await tocsin.ask('alert', 'critical', 'checkout', 'error ratio 7%');
  const markdown = await tocsin.run('export', '1', '--data', tocsin.data);
  expect(markdown).toMatchObject({ exitCode: 0, stderr: '' });
  expect(markdown.stdout).toMatch(/^# Incident 1: checkout — error ratio 7%\n/);

  const hub = await tocsin.startHub();
  const file = join(tocsin.folder, 'out.json');
  const options = ['--format', 'json', '--out', file];
  expect(await tocsin.ask('export', '1', ...options)).toEqual({ file });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    version: 1,
    incident: { number: 1, title: 'error ratio 7%' },
  });
  const whole = await tocsin.ask<{ fileName: string; text: string }>('export', '1');
  expect(whole.fileName).toBe('incident-1-checkout.md');
  const again = whole.text.replace(/^- Exported: .*$/m, '');
  expect(again).toBe(markdown.stdout.replace(/^- Exported: .*$/m, ''));

  const unknown = await tocsin.run('export', '7', '--data', tocsin.data);
  expect(unknown).toMatchObject({ exitCode: 1, stdout: '' });
  expect(unknown.stderr).toContain('incident_unknown');
  const nowhere = ['--out', join(tocsin.folder, 'no', 'such', 'folder')];
  const unwritten = await tocsin.run('export', '1', ...nowhere, '--data', tocsin.data);
  expect(unwritten.exitCode).toBe(1);
  expect(unwritten.stderr).toContain('file_unwritable');
  hub.kill('SIGTERM');
  await hub.ended;
});
