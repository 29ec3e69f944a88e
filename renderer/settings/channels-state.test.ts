import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { TocsinApi } from '../../main/ipc/contract.ts';
import type { PendingDuty } from '../../main/ipc/duty-views.ts';
import type { SettingsView } from '../../main/ipc/views.ts';
import { channels } from '../gallery/channels.ts';
import { settingsScenes } from '../gallery/scenes/settings.ts';
import { channelInWords, delayInWords } from './channel-words.ts';
import { ChannelsState } from './channels-state.svelte.ts';

const usual = settingsScenes.usual as SettingsView;
const cutOff = settingsScenes['cut off'] as SettingsView;
const nowMs = Date.now();
const command = { type: 'channel.test', name: 'email' } as const;

let asked: unknown[][];
let answers: Record<string, () => unknown>;
let show: (view: SettingsView) => void;

function open(view = usual): ChannelsState {
  const tocsin = {
    platform: 'linux',
    request: (...request: [string, unknown?]) => {
      asked.push(request);
      return Promise.resolve().then(() => answers[request[0]]?.());
    },
  } as unknown as TocsinApi;
  const state = new ChannelsState(tocsin);
  show = (one) => state.take(one);
  show(view);
  return state;
}

function pending(state: PendingDuty['state'], verdict: string | null = null): SettingsView {
  return { ...usual, pendingDuties: [{ id: 'one', command, state, verdict }] };
}

beforeEach(() => {
  asked = [];
  answers = { 'settings:channels': () => channels, 'duty:do': () => ({ commandId: 'one' }) };
  return () => vi.useRealTimers();
});

describe('channels', () => {
  it('are asked for once there is a link, and again when it is back', async () => {
    const state = open(cutOff);
    expect([state.channels, asked]).toEqual([null, []]);
    show(usual);
    await vi.waitFor(() => expect(state.channels).toEqual(channels));
    show(usual);
    expect(asked).toHaveLength(1);
    show(cutOff);
    expect(state.channels).toEqual(channels);
    show(usual);
    expect(asked).toHaveLength(2);
  });

  it('are unknown when the hub could not be asked', async () => {
    answers['settings:channels'] = () => null;
    const state = open();
    expect(state.channels).toBe('loading');
    await vi.waitFor(() => expect(state.channels).toBeNull());
  });

  it('say what they are and when they are used', () => {
    expect(channels.map((one) => `${channelInWords(one)} ${delayInWords(one)}`)).toEqual([
      'ntfy to https://ntfy.example/raj-7c1d at once',
      'E-mail to raj.patel@example.com after 1 min 30 s if you have not answered',
      `Webhook sms to ${channels[2]?.address} after 5 min if you have not answered`,
    ]);
  });
});

describe('the test of a channel', () => {
  const said = (state: ChannelsState) => state.testOf('email', nowMs)?.state;

  it('is followed until nothing of it is pending', async () => {
    const state = open();
    expect(said(state)).toBeUndefined();
    await state.test('email');
    expect(asked.at(-1)).toEqual(['duty:do', { command }]);
    expect(said(state)).toBe('asking');
    show(pending('waiting-for-link'));
    expect(said(state)).toBe('waiting');
    show(pending('sending'));
    expect(said(state)).toBe('asking');
    show(usual);
    expect(said(state)).toBe('sent');
  });

  it('has gone through when it was never seen waiting', async () => {
    vi.useFakeTimers();
    const state = open();
    await state.test('email');
    expect(said(state)).toBe('asking');
    vi.advanceTimersByTime(2_100);
    expect(said(state)).toBe('sent');
  });

  it('says why it failed, and that is forgotten when it is tried again', async () => {
    const state = open(pending('refused', 'The server hung up.'));
    expect(state.testOf('email', nowMs)?.words).toBe('Not sent. The server hung up.');
    await state.test('email');
    expect(asked).toContainEqual(['duty:dismiss', { commandId: 'one' }]);
  });

  it('says so when this laptop could not even take it', async () => {
    answers['duty:do'] = () => {
      throw new Error('The disk is full.');
    };
    const state = open();
    await state.test('email');
    expect(state.testOf('email', nowMs)).toEqual({
      ...{ state: 'failed', words: 'Not sent. The disk is full.' },
    });
  });
});
