import type { PageKind, RequestChannel, TocsinApi } from '../../main/ipc/contract.ts';
import { answers } from './answers.ts';
import { scenes } from './scenes.ts';

/**
 * Stands in for the preload script, for looking at a page in any state: `?scene=storm&theme=light`.
 * What the page asks for is kept in `window.asked`.
 */
const query = new URLSearchParams(location.search);
const page = (/(\w+)\.html$/.exec(location.pathname)?.[1] ?? 'alert') as PageKind;
const scene = scenes[page]?.[query.get('scene') ?? ''] ?? null;
const theme = query.get('theme') === 'light' ? 'light' : 'dark';
const listeners = new Map<string, Set<(payload: unknown) => void>>();
const told = new Map<string, readonly unknown[]>();
const asked: unknown[] = [];

function push(channel: string, payload: unknown): void {
  const payloads = Array.isArray(payload) ? payload : [payload];
  told.set(channel, payloads);
  for (const listener of listeners.get(channel) ?? []) payloads.forEach(listener);
}

const fake = {
  platform: 'linux',
  request: (channel: RequestChannel, payload: never) => {
    asked.push([channel, payload]);
    return Promise.resolve(answers[channel]?.(payload));
  },
  on: (channel: string, listener: (payload: unknown) => void) => {
    const known = listeners.get(channel) ?? new Set();
    listeners.set(channel, known.add(listener));
    for (const payload of told.get(channel) ?? []) listener(payload);
    return () => void known.delete(listener);
  },
} as unknown as TocsinApi;

Object.assign(window, { tocsin: fake, asked, push, sceneNames: Object.keys(scenes[page] ?? {}) });
push('page:theme', theme);
for (const [channel, payload] of Object.entries(scene ?? {})) push(channel, payload);
