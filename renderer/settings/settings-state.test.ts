import { beforeEach, describe, expect, it } from 'vitest';
import type { TocsinApi } from '../../main/ipc/contract.ts';
import type { Settings, SettingsView } from '../../main/ipc/views.ts';
import { settingsScenes } from '../gallery/scenes/settings.ts';
import { SettingsState } from './settings-state.svelte.ts';

const view = settingsScenes.usual as SettingsView;

let asked: unknown[][];
let answer: (change: Partial<Settings>) => Promise<Settings>;
let push: (channel: string, payload: unknown) => void;

function open(): SettingsState {
  const listeners = new Map<string, (payload: unknown) => void>();
  push = (channel, payload) => listeners.get(channel)?.(payload);
  const tocsin = {
    platform: 'linux',
    request: (...request: [string, Partial<Settings>]) => {
      if (request[0] === 'settings:channels') return Promise.resolve([]);
      asked.push(request);
      return answer(request[1]);
    },
    on: (channel: string, listener: (payload: unknown) => void) => {
      listeners.set(channel, listener);
      return () => undefined;
    },
  } as unknown as TocsinApi;
  const page = new SettingsState(tocsin);
  push('settings:view', view);
  return page;
}

beforeEach(() => {
  asked = [];
  answer = (change) => Promise.resolve({ ...view.settings, ...change });
});

describe('the settings', () => {
  it('show a change at once and send it', async () => {
    const page = open();
    const done = page.set('theme', 'light');
    expect(page.settings?.theme).toBe('light');
    await done;
    expect(page.settings?.theme).toBe('light');
    expect(asked).toEqual([['settings:change', { theme: 'light' }]]);
  });

  it('show what was stored, not what was wished', async () => {
    const page = open();
    answer = () => Promise.resolve({ ...view.settings, volume: 0.5 });
    await page.set('volume', 0.51);
    expect(page.settings?.volume).toBe(0.5);
  });

  it('go back and say why when a change is refused', async () => {
    const page = open();
    answer = () => Promise.reject(new Error('There is no such file.'));
    await page.set('extraCaFile', '/nowhere.pem');
    expect(page.settings?.extraCaFile).toBeNull();
    expect(page.problems.extraCaFile).toBe('Not changed. There is no such file.');
    answer = (change) => Promise.resolve({ ...view.settings, ...change });
    await page.set('extraCaFile', '/etc/ssl/ours.pem');
    expect(page.problems.extraCaFile).toBeUndefined();
  });

  it('keep a later change while an earlier one is answered', async () => {
    const page = open();
    const first = page.set('volume', 0.2);
    const second = page.set('volume', 0.9);
    await first;
    expect(page.settings?.volume).toBe(0.9);
    await second;
    expect(page.settings?.volume).toBe(0.9);
  });

  it('are replaced by the next view', () => {
    const page = open();
    push('settings:view', { ...view, settings: { ...view.settings, startAtLogin: false } });
    expect(page.settings?.startAtLogin).toBe(false);
    push('settings:level', { level: 0.25 });
    expect(page.level).toBe(0.25);
  });
});
