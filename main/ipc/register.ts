import { TocsinError } from '../../server/protocol/errors.ts';
import { requests } from './contract.ts';
import type { PageKind, RequestChannel, RequestOf, ResponseOf } from './contract.ts';

/** One handler per request of the contract: none may be missing, none may be more. */
export type RequestHandlers = {
  [C in RequestChannel]: (
    payload: RequestOf<C>,
    from: PageKind,
  ) => ResponseOf<C> | Promise<ResponseOf<C>>;
};

/** What is used of Electron's `ipcMain`. */
interface RequestSource<Event> {
  handle(channel: string, listener: (event: Event, payload: unknown) => unknown): void;
  removeAllListeners(channel: string): unknown;
}

export interface RegisterOptions<Event> {
  ipcMain: RequestSource<Event>;
  handlers: RequestHandlers;
  /** Which of our pages sent it; null: none that may send anything. */
  identify(event: Event): PageKind | null;
  onRefused(refusal: { channel: string; from: PageKind | null; reason: string }): void;
}

type AnyHandler = (payload: unknown, from: PageKind) => unknown;

/**
 * Registers the handlers of all requests. The only place that touches `ipcMain`: each call is
 * checked for its sender, for the page that may make it, and for its form before a handler sees it.
 */
export function registerRequests<Event>(options: RegisterOptions<Event>): void {
  // electron-store answers any page with paths of the profile; no page of ours asks.
  options.ipcMain.removeAllListeners('electron-store-get-data');
  for (const channel of Object.keys(requests) as RequestChannel[]) register(channel, options);
}

function register<Event>(channel: RequestChannel, options: RegisterOptions<Event>): void {
  const { request, from: allowed } = requests[channel];
  const handler = options.handlers[channel] as AnyHandler;
  options.ipcMain.handle(channel, async (event, payload) => {
    const from = options.identify(event);
    const refuse = (reason: string): never => {
      options.onRefused({ channel, from, reason });
      throw new TocsinError('window_request_refused', `(${channel}: ${reason})`);
    };
    if (from === null) return refuse('it did not come from a window of this app');
    if (!(allowed as readonly PageKind[]).includes(from)) return refuse(`not for ${from}`);
    const parsed = request.safeParse(payload);
    if (!parsed.success) return refuse(parsed.error.issues[0]?.message ?? 'malformed');
    return await handler(parsed.data, from);
  });
}
