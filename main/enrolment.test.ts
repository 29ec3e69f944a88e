import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Enrolment } from './enrolment.ts';
import type { TokenKeeper } from './pager/ports.ts';
import { raj } from './testing/factory.ts';

let server: Server;
let folder: string;
let joins: number;
let tokens: Map<string, string>;
let keychain: 'works' | 'refuses' | 'locked';
let onlyThisRun: boolean | null;

beforeEach(async () => {
  [joins, tokens, keychain, onlyThisRun] = [0, new Map(), 'works', null];
  folder = await mkdtemp(join(tmpdir(), 'tocsin-enrolment-'));
  server = createServer((_request, response) => {
    joins += 1;
    const deviceId = `d${joins}`;
    response.end(JSON.stringify({ hubId: 'h1', person: raj, deviceId, deviceToken: 'secret' }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

function make(): Enrolment {
  const keeper: TokenKeeper = {
    hasKeychain: () => Promise.resolve(true),
    read: (account) =>
      keychain === 'locked'
        ? Promise.reject(new Error('locked'))
        : Promise.resolve(tokens.get(account) ?? null),
    write: (account, token, options) => {
      if (keychain === 'refuses' && !options.onlyThisRun) return Promise.reject(new Error('no'));
      ({ onlyThisRun } = options);
      tokens.set(account, token);
      return Promise.resolve();
    },
    remove: (account) => Promise.resolve(void tokens.delete(account)),
    place: () => 'keychain',
  };
  const quiet = () => undefined;
  return new Enrolment({
    ports: {
      profileFolder: folder,
      tokens: keeper,
      app: { version: '1', platform: 'linux', deviceName: 'laptop' },
      zone: () => undefined,
      log: { info: quiet, warn: quiet, error: quiet },
    },
    route: () => Promise.resolve({ ca: undefined, agent: undefined }),
    onChange: quiet,
  });
}

function request() {
  const hub = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const link = `tocsin://join?${new URLSearchParams({ hub, code: '0123456789abcdef' })}`;
  return { link, rememberOnlyNow: false };
}

test('what was joined is known after a restart, as the same device', async () => {
  const joined = await make().join(request());
  expect(joined).toMatchObject({ token: 'secret', membership: { deviceId: 'd1', person: raj } });
  expect(onlyThisRun).toBe(false);
  expect(await make().recall()).toEqual(joined);
});

test('a keychain that refuses at the last moment does not cost the invite', async () => {
  keychain = 'refuses';
  const enrolment = make();
  expect(await enrolment.join(request())).toMatchObject({ token: 'secret' });
  expect(onlyThisRun).toBe(true);
  expect(enrolment.view.state).toBe('joined');
});

test('a token that is gone, or locked away, is told apart', async () => {
  await make().join(request());
  keychain = 'locked';
  const locked = make();
  expect(await locked.recall()).toBe(null);
  expect(locked.view.message).toMatch(/Unlock it/);
  keychain = 'works';
  tokens.clear();
  const gone = make();
  expect(await gone.recall()).toBe(null);
  expect(gone.view.message).toMatch(/Join the hub again/);
});

test('joining again forgets the device of before', async () => {
  const enrolment = make();
  await enrolment.join(request());
  await enrolment.join(request());
  expect([...tokens.keys()]).toEqual(['d2']);
});

test('two clicks spend one invite', async () => {
  const enrolment = make();
  const both = await Promise.all([enrolment.join(request()), enrolment.join(request())]);
  expect(both.filter((one) => one !== null)).toHaveLength(1);
  expect(joins).toBe(1);
});

test('a new name is kept, and leaving leaves nothing', async () => {
  const enrolment = make();
  await enrolment.join(request());
  await enrolment.rename({ ...raj, name: 'Raj P.' });
  expect((await make().recall())?.membership.person.name).toBe('Raj P.');
  await enrolment.leave();
  expect(await readdir(folder)).toEqual([]);
  expect(tokens.size).toBe(0);
  expect(await make().recall()).toBe(null);
});

test('a link from outside does nothing by itself', async () => {
  const enrolment = make();
  const { link } = request();
  enrolment.offer(link);
  expect(enrolment.view).toMatchObject({ offered: { link }, state: 'idle', message: null });
  enrolment.dismiss();
  expect(enrolment.view.offered).toBe(null);
  enrolment.offer('tocsin://join?hub=http://evil.example&code=0123456789abcdef');
  expect(enrolment.view).toMatchObject({ offered: null, state: 'failed' });
  expect(await make().recall()).toBe(null);
  expect(joins).toBe(0);
});
