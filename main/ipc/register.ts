import { TocsinError } from '../../server/protocol/errors.ts';
import { requests } from './contract.ts';
import type {
  PageKind,
  RequestChannel,
  RequestContract,
  RequestOf,
  ResponseOf,
} from './contract.ts';

/** The window that asks. */
export interface Sender {
  page: PageKind;
  /** Of a room's window: its incident; null for all others. */
  incidentId: string | null;
}

/** One handler per request of the contract: none may be missing, none may be more. */
export type RequestHandlers = {
  [C in RequestChannel]: (
    payload: RequestOf<C>,
    from: Sender,
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
  /** Which of our windows sent it; null: none that may send anything. */
  identify(event: Event): Sender | null;
  onRefused(refusal: { channel: string; from: PageKind | null; reason: string }): void;
}

type AnyHandler = (payload: unknown, from: Sender) => unknown;

/**
 * Registers the handlers of all requests. The only place that touches `ipcMain`: each call is
 * checked for its sender, for the page that may make it, for its form, and, when a room asks, for
 * being about that room, before a handler sees it.
 */
export function registerRequests<Event>(options: RegisterOptions<Event>): void {
  // electron-store answers any page with paths of the profile; no page of ours asks.
  options.ipcMain.removeAllListeners('electron-store-get-data');
  for (const channel of Object.keys(requests) as RequestChannel[]) register(channel, options);
}

function register<Event>(channel: RequestChannel, options: RegisterOptions<Event>): void {
  const contract: RequestContract = requests[channel];
  const handler = options.handlers[channel] as AnyHandler;
  options.ipcMain.handle(channel, async (event, payload) => {
    const from = options.identify(event);
    const refuse = (reason: string): never => {
      options.onRefused({ channel, from: from?.page ?? null, reason });
      throw new TocsinError('window_request_refused', `(${channel}: ${reason})`);
    };
    if (from === null) return refuse('it did not come from a window of this app');
    if (!contract.from.includes(from.page)) return refuse(`not for ${from.page}`);
    if (from.page === 'room' && from.incidentId === null && channel !== 'page:ready') {
      return refuse('a window that is no room yet');
    }
    const parsed = contract.request.safeParse(payload);
    if (!parsed.success) return refuse(parsed.error.issues[0]?.message ?? 'malformed');
    const isOfOtherRoom =
      from.incidentId !== null && incidentsOf(parsed.data).some((id) => id !== from.incidentId);
    if (isOfOtherRoom && !contract.isAcrossRooms) return refuse('about another room');
    return await handler(parsed.data, from);
  });
}

/** The incidents that a request names, itself and within its command. */
function incidentsOf(payload: unknown): unknown[] {
  if (typeof payload !== 'object' || payload === null) return [];
  const own = 'incidentId' in payload ? [payload.incidentId] : [];
  return 'command' in payload ? [...own, ...incidentsOf(payload.command)] : own;
}
