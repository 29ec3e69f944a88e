import { describe, expect, it } from 'vitest';
import { KeychainTokens, keychainService } from './token-keeper.ts';
import type { Keychain } from './token-keeper.ts';
import { ManualClock } from './testing/manual-clock.ts';
import { memoryLog } from './testing/memory-log.ts';

function start(overrides: Partial<Keychain> = {}, load?: () => Promise<Keychain>) {
  const stored = new Map<string, string>();
  const calls: string[] = [];
  const keychain: Keychain = {
    getPassword: (service, account) => Promise.resolve(stored.get(`${service}/${account}`) ?? null),
    setPassword: (service, account, password) => {
      calls.push('set');
      stored.set(`${service}/${account}`, password);
      return Promise.resolve();
    },
    deletePassword: (service, account) => {
      calls.push('delete');
      return Promise.resolve(stored.delete(`${service}/${account}`));
    },
    ...overrides,
  };
  const clock = new ManualClock();
  const tokens = new KeychainTokens({
    load: load ?? (() => Promise.resolve(keychain)),
    service: 'Tocsin',
    clock,
    log: memoryLog(),
  });
  return { tokens, stored, clock, calls };
}

const never = () => new Promise<never>(() => undefined);

describe('the device token', () => {
  it('is kept in the keychain', async () => {
    const { tokens, stored } = start();
    expect(tokens.place()).toBe('none');
    await tokens.write('d1', 'secret', { onlyThisRun: false });
    expect(tokens.place()).toBe('keychain');
    expect([...stored]).toEqual([['Tocsin/d1', 'secret']]);
    expect(await tokens.read('d1')).toBe('secret');
    await tokens.remove('d1');
    expect([...stored]).toEqual([]);
    expect(tokens.place()).toBe('none');
    expect(await tokens.read('d1')).toBeNull();
  });

  it('is kept in memory at the wish of its user, and never touches the keychain', async () => {
    const { tokens, stored, calls } = start();
    await tokens.write('d1', 'secret', { onlyThisRun: true });
    expect(tokens.place()).toBe('memory');
    expect(await tokens.read('d1')).toBe('secret');
    expect(tokens.place()).toBe('memory');
    await tokens.remove('d1');
    expect(calls).toEqual([]);
    expect(await tokens.read('d1')).toBeNull();
    expect(stored.size).toBe(0);
  });

  it('leaves nothing of the probe behind', async () => {
    const { tokens, stored, calls } = start();
    expect(await tokens.hasKeychain()).toBe(true);
    expect(calls).toEqual(['set', 'delete']);
    expect(stored.size).toBe(0);
  });

  it.each([
    ['refuses', start({ setPassword: () => Promise.reject(new Error('locked')) })],
    ['cannot be loaded', start({}, () => Promise.reject(new Error('libsecret is missing')))],
    [
      'throws while it is loaded',
      start({}, () => {
        throw new Error('libsecret is missing');
      }),
    ],
  ])('has no keychain when it %s, and says so when it is needed', async (_name, { tokens }) => {
    expect(await tokens.hasKeychain()).toBe(false);
    await expect(tokens.write('d1', 'secret', { onlyThisRun: false })).rejects.toMatchObject({
      code: 'keychain_unavailable',
    });
    expect(tokens.place()).toBe('none');
  });

  it('does not wait for ever for a keychain that never answers', async () => {
    const { tokens, clock } = start({ getPassword: never, setPassword: never });
    const hasKeychain = tokens.hasKeychain();
    clock.pass(5_000);
    expect(await hasKeychain).toBe(false);
    const reading = tokens.read('d1');
    clock.pass(20_000);
    await expect(reading).rejects.toMatchObject({ code: 'keychain_unavailable' });
  });
});

describe('the name in the keychain', () => {
  it('differs from profile to profile', () => {
    expect(keychainService('/home/ana/.config/Tocsin', true)).toBe('Tocsin');
    const [first, second] = [keychainService('/p/1', false), keychainService('/p/2', false)];
    expect(first).toMatch(/^Tocsin [0-9a-f]{12}$/);
    expect(first).not.toBe(second);
    expect(keychainService('/p/1', false)).toBe(first);
  });
});
