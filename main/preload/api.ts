import type { IpcRenderer } from 'electron';
import { pushNames, requestNames } from '../ipc/channels.ts';
import type { TocsinApi } from '../ipc/contract.ts';

type Listener = (payload: unknown) => void;

/**
 * What a page may do: ask on the channels of the contract, and listen to those that are pushed.
 * Listeners get the value alone, never Electron's event.
 */
export function createApi(
  ipcRenderer: Pick<IpcRenderer, 'invoke' | 'on'>,
  platform: string,
): TocsinApi {
  const last = new Map<string, unknown>();
  const listeners = new Map<string, Set<Listener>>();
  for (const channel of Object.keys(pushNames)) {
    listeners.set(channel, new Set());
    ipcRenderer.on(channel, (_event, payload: unknown) => {
      last.set(channel, payload);
      for (const listener of [...(listeners.get(channel) ?? [])]) listener(payload);
    });
  }
  return {
    platform,
    request: (channel: string, payload?: unknown) =>
      Object.hasOwn(requestNames, channel)
        ? ipcRenderer.invoke(channel, payload)
        : Promise.reject(new Error(`There is no request named ${String(channel)}.`)),
    on: (channel: string, listener: Listener) => {
      const known = listeners.get(channel);
      if (known === undefined) throw new Error(`Nothing is pushed as ${String(channel)}.`);
      // A wrapper of its own, so that a listener added twice is removed one by one.
      const own: Listener = (payload) => listener(payload);
      known.add(own);
      if (last.has(channel)) own(last.get(channel));
      return () => void known.delete(own);
    },
  } as TocsinApi;
}
