import { describe, expect, it } from 'vitest';
import { pushNames, requestNames } from './channels.ts';
import { pageKinds, pushes, requests } from './contract.ts';
import type { PageKind } from './contract.ts';
import { assertPush } from './pushes.ts';
import { registerRequests } from './register.ts';
import type { RequestHandlers, Sender } from './register.ts';

interface Event {
  sender: Sender | null;
}
type Listener = (event: Event, payload: unknown) => unknown;

function start() {
  const listeners = new Map<string, Listener>();
  const calls: unknown[][] = [];
  const refusals: string[] = [];
  const removed: string[] = [];
  const handlers = Object.fromEntries(
    Object.keys(requests).map((channel) => [
      channel,
      (payload: unknown, from: Sender) => {
        calls.push([channel, payload, from]);
        return 'answer';
      },
    ]),
  ) as unknown as RequestHandlers;
  registerRequests<Event>({
    ipcMain: {
      handle: (channel, listener) => void listeners.set(channel, listener),
      removeAllListeners: (channel) => removed.push(channel),
    },
    handlers,
    identify: (event) => event.sender,
    onRefused: (refusal) => refusals.push(refusal.reason),
  });
  const send = (channel: string, page: PageKind | null, payload?: unknown) =>
    listeners.get(channel)?.({ sender: page && { page, incidentId: null } }, payload);
  const sendFromRoom = (channel: string, payload: unknown) =>
    listeners.get(channel)?.({ sender: { page: 'room', incidentId: 'i1' } }, payload);
  return { listeners, calls, refusals, removed, send, sendFromRoom };
}

describe('requests of windows', () => {
  it('are all registered, and nothing else is', () => {
    const { listeners, removed } = start();
    expect([...listeners.keys()].sort()).toEqual(Object.keys(requests).sort());
    expect(removed).toEqual(['electron-store-get-data']);
  });

  it('reach their handler with the page and the parsed payload', async () => {
    const { send, calls } = start();
    const answer = await send('incident:open', 'alert', { incidentId: 'i1', more: 'stripped' });
    expect(answer).toBe('answer');
    expect(calls).toEqual([
      ['incident:open', { incidentId: 'i1' }, { page: 'alert', incidentId: null }],
    ]);
  });

  it.each([
    ['a sender that is no page of ours', 'page:ready', null, undefined],
    ['a page that may not send it', 'settings:leave-hub', 'alert', undefined],
    ['a payload of another form', 'incident:open', 'alert', { incidentId: 7 }],
    ['a payload where there is none', 'alert:minimise', 'alert', { any: 1 }],
    ['a height beyond the limit', 'alert:resize', 'alert', { heightPx: 1e9 }],
    [
      'a level that is no number',
      'sound:state',
      'sound',
      { state: 'idle', level: NaN, message: null },
    ],
  ] as const)('refuse %s', async (_name, channel, page, payload) => {
    const { send, calls, refusals } = start();
    await expect(send(channel, page, payload)).rejects.toMatchObject({
      code: 'window_request_refused',
    });
    expect(calls).toEqual([]);
    expect(refusals).toHaveLength(1);
  });

  it('are each refused from every page that the contract does not name', async () => {
    const { send, calls } = start();
    for (const [channel, { from }] of Object.entries(requests)) {
      for (const page of pageKinds) {
        if ((from as readonly PageKind[]).includes(page)) continue;
        await expect(send(channel, page)).rejects.toThrow(`not for ${page}`);
      }
    }
    expect(calls).toEqual([]);
  });

  it('of a room are about that room, also within a command', async () => {
    const { sendFromRoom, calls, refusals } = start();
    const other = { incidentId: 'i2' };
    for (const [channel, payload] of [
      ['room:do', { command: { type: 'incident.resolve', ...other } }],
      ['room:typing', { ...other, isTyping: true }],
      ['room:read', { ...other, upTo: 1 }],
      ['room:attach', { ...other, name: 'a.txt', bytes: new Uint8Array(1) }],
      ['room:export', { ...other, format: 'json' }],
      ['incident:resolve', other],
    ] as const) {
      await expect(sendFromRoom(channel, payload)).rejects.toThrow('about another room');
    }
    expect(refusals).toHaveLength(6);
    await sendFromRoom('incident:open', other);
    await sendFromRoom('room:do', { command: { type: 'incident.resolve', incidentId: 'i1' } });
    expect(calls.map(([channel]) => channel)).toEqual(['incident:open', 'room:do']);
  });

  it('are refused from a window that is no room yet, but for that it is ready', async () => {
    const { send, calls } = start();
    await expect(send('incident:resolve', 'room', { incidentId: 'i1' })).rejects.toThrow(
      'no room yet',
    );
    await send('page:ready', 'room');
    expect(calls.map(([channel]) => channel)).toEqual(['page:ready']);
  });

  it('cannot be left without a handler, nor get one that the contract does not know', () => {
    const complete = {} as RequestHandlers;
    const { 'page:ready': _left, ...missing } = complete;
    // @ts-expect-error A handler is missing.
    const incomplete: RequestHandlers = missing;
    // @ts-expect-error The contract has no such request.
    const surplus: RequestHandlers = { ...complete, 'shell:execute': () => undefined };
    expect([incomplete, surplus]).toHaveLength(2);
  });
});

describe('the names for the preload script', () => {
  it('are those of the contract', () => {
    expect(Object.keys(requestNames).sort()).toEqual(Object.keys(requests).sort());
    expect(Object.keys(pushNames).sort()).toEqual(Object.keys(pushes).sort());
  });
});

describe('a push', () => {
  it('is checked for its page and its form', () => {
    expect(() => assertPush('settings', 'settings:level', { level: 0.5 })).not.toThrow();
    expect(() => assertPush('alert', 'settings:level', { level: 0.5 })).toThrow('not for alert');
    expect(() => assertPush('settings', 'settings:level', { level: 2 })).toThrow('malformed');
  });
});
