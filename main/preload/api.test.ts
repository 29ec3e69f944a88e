import { describe, expect, it } from 'vitest';
import { createApi } from './api.ts';

type Listener = (event: unknown, ...values: unknown[]) => void;

function start() {
  const wires = new Map<string, Listener>();
  const invoked: unknown[][] = [];
  const ipcRenderer = {
    invoke: (...call: unknown[]) => {
      invoked.push(call);
      return Promise.resolve('answer');
    },
    on: (channel: string, listener: Listener) => void wires.set(channel, listener),
  };
  const api = createApi(ipcRenderer as unknown as Parameters<typeof createApi>[0], 'linux');
  const push = (channel: string, payload: unknown) =>
    wires.get(channel)?.({ sender: 'secret' }, payload);
  return { api, invoked, push };
}

describe('window.tocsin', () => {
  it('passes requests of the contract on, and no others', async () => {
    const { api, invoked } = start();
    await expect(api.request('incident:open', { incidentId: 'i1' })).resolves.toBe('answer');
    await expect(api.request('electron-store-get-data' as 'page:ready')).rejects.toThrow();
    await expect(api.request('__proto__' as 'page:ready')).rejects.toThrow();
    expect(invoked).toEqual([['incident:open', { incidentId: 'i1' }]]);
  });

  it('gives listeners the value alone', () => {
    const { api, push } = start();
    const heard: unknown[][] = [];
    api.on('page:theme', (...values: unknown[]) => heard.push(values));
    push('page:theme', 'dark');
    expect(heard).toEqual([['dark']]);
  });

  it('gives a late listener the last value at once', () => {
    const { api, push } = start();
    const heard: unknown[] = [];
    push('page:theme', 'dark');
    push('page:theme', 'light');
    api.on('page:theme', (theme) => heard.push(theme));
    expect(heard).toEqual(['light']);
  });

  it('stops at the unsubscribe, even within a push, one subscription at a time', () => {
    const { api, push } = start();
    const heard: string[] = [];
    const listener = (theme: string) => heard.push(theme);
    const stop = api.on('page:theme', listener);
    const stopOther = api.on('page:theme', listener);
    api.on('page:theme', () => stop());
    push('page:theme', 'dark');
    push('page:theme', 'light');
    stopOther();
    push('page:theme', 'dark');
    expect(heard).toEqual(['dark', 'dark', 'light']);
  });

  it('knows only what is pushed', () => {
    const { api } = start();
    expect(() => api.on('constructor' as 'page:theme', () => undefined)).toThrow();
  });

  it('holds nothing but functions and the name of the platform', () => {
    const { api } = start();
    expect(Object.entries(api).map(([name, value]) => [name, typeof value])).toEqual([
      ['platform', 'string'],
      ['request', 'function'],
      ['on', 'function'],
    ]);
  });
});
