import type { Command } from '../server/protocol/commands.ts';
import type { RequestOf, ResponseOf } from './ipc/contract.ts';
import type { SoughtTab, WorkTab } from './ipc/work-views.ts';
import { TocsinError } from '../server/protocol/errors.ts';
import { SearchAnswer } from '../server/protocol/room-api.ts';
import type { ExportFormat, SearchQuery } from '../server/protocol/room-api.ts';
import { RunbookOffers } from '../server/protocol/runbook.ts';
import type { HubClient } from './hub/hub-client.ts';
import type { LaptopPorts } from './pager/ports.ts';
import { inHubTime } from './views/work-times.ts';

export interface RoomRequestsOptions {
  ports: Pick<LaptopPorts, 'log' | 'desktop' | 'windows'>;
  client(): HubClient | null;
  /** Something that the user asked for shows at once. */
  onAsked(): void;
}

/** What a room is opened for. */
interface SoughtPlace {
  seq?: number | undefined;
  tab?: WorkTab | undefined;
}

const exportBytes = 64 * 1024 * 1024;
const endings: Record<ExportFormat, string> = { markdown: 'md', json: 'json', review: 'md' };

/** What the user does in rooms. */
export class RoomRequests {
  readonly #options: RoomRequestsOptions;
  readonly #sought = new Map<string, { seq: number; count: number }>();
  readonly #soughtTabs = new Map<string, SoughtTab>();

  constructor(options: RoomRequestsOptions) {
    this.#options = options;
  }

  /**
   * Opens the room's window, or brings it to the front; what belongs into it is fetched.
   * @param at the entry, by its `seq`, and the tab to be shown
   */
  open(incidentId: string, { seq, tab }: SoughtPlace = {}): void {
    if (seq !== undefined) {
      const count = (this.#sought.get(incidentId)?.count ?? 0) + 1;
      this.#sought.set(incidentId, { seq, count });
    }
    if (tab !== undefined) {
      const count = (this.#soughtTabs.get(incidentId)?.count ?? 0) + 1;
      this.#soughtTabs.set(incidentId, { tab, count });
    }
    if (seq !== undefined || tab !== undefined) this.#options.onAsked();
    this.#client?.rooms.open(incidentId);
    this.#client?.presence.enter(incidentId);
    this.#options.ports.windows.openRoom(incidentId);
  }

  /** The entry that the room was opened for, if it was. */
  soughtIn(incidentId: string): { seq: number; count: number } | null {
    return this.#sought.get(incidentId) ?? null;
  }

  /** The tab that the room was opened for, if it was. */
  soughtTabIn(incidentId: string): SoughtTab | null {
    return this.#soughtTabs.get(incidentId) ?? null;
  }

  closed(incidentId: string): void {
    this.#sought.delete(incidentId);
    this.#soughtTabs.delete(incidentId);
    this.#client?.rooms.close(incidentId);
    this.#client?.presence.leave(incidentId);
  }

  /** Rooms whose windows are open are so for the hub that was just joined, too. */
  joined(): void {
    for (const incidentId of this.#options.ports.windows.openRooms()) {
      this.#client?.rooms.open(incidentId);
      this.#client?.presence.enter(incidentId);
    }
  }

  /**
   * Asks the hub, now or once it can be reached. Moments in the command are by this laptop's clock.
   * @throws TocsinError when no hub is joined; Error when too much waits already
   */
  async do(asked: Command): Promise<ResponseOf<'room:do'>> {
    const { log } = this.#options.ports;
    const client = this.#joined();
    const command = inHubTime(asked, client);
    client.presence.input();
    if (command.type === 'message.post') client.presence.typing(command.incidentId, false);
    const { ids, kept } = client.send([command]);
    this.#options.onAsked();
    const [commandId] = ids;
    const isTaken = client.outbox.entries.some(({ id }) => id === commandId);
    await kept.catch((fault: unknown) => {
      if (!isTaken) throw fault;
      log.error({ reason: String(fault) }, 'a command could not be kept on disk');
    });
    return { commandId: commandId ?? '' };
  }

  dismiss(commandId: string): void {
    this.#client?.outbox.dismiss(commandId);
  }

  async retry(commandId: string): Promise<void> {
    const kept = this.#client?.retry(commandId);
    this.#options.onAsked();
    await kept?.catch((fault: unknown) =>
      this.#options.ports.log.error(
        { reason: String(fault) },
        'a command could not be kept on disk',
      ),
    );
  }

  typing(incidentId: string, isTyping: boolean): void {
    this.#client?.presence.typing(incidentId, isTyping);
  }

  read(incidentId: string, upTo: number): void {
    this.#client?.presence.input();
    this.#client?.read(incidentId, upTo);
  }

  /** Null: the hub cannot be asked now. */
  async runbooks(incidentId: string): Promise<ResponseOf<'room:runbooks'>> {
    const path = `/api/incidents/${encodeURIComponent(incidentId)}/runbooks`;
    try {
      const found = await this.#client?.api.getJson(path, {}, RunbookOffers);
      return found?.incidentId === incidentId ? found.offers : null;
    } catch (fault) {
      this.#options.ports.log.warn({ reason: String(fault) }, 'no list of runbooks came');
      return null;
    }
  }

  /** Null: the hub cannot be asked now. */
  async search(query: SearchQuery): Promise<SearchAnswer | null> {
    try {
      return (await this.#client?.api.getJson('/api/search', query, SearchAnswer)) ?? null;
    } catch (fault) {
      this.#options.ports.log.warn({ reason: String(fault) }, 'the search came to nothing');
      return null;
    }
  }

  /**
   * Asks the user for a file and writes the incident's export there.
   * @throws TocsinError `file_unwritable`
   */
  async exportIncident(
    incidentId: string,
    format: ExportFormat,
  ): Promise<ResponseOf<'room:export'>> {
    const { log, desktop } = this.#options.ports;
    const client = this.#client;
    const path = `/api/incidents/${encodeURIComponent(incidentId)}/export`;
    const options = { limitBytes: exportBytes, query: { format } };
    const exported = await client?.api.download(path, options).catch((fault: unknown) => {
      log.warn({ reason: String(fault) }, 'an incident could not be exported');
      return null;
    });
    if (!exported) return 'unavailable';
    const number = client?.mirror.incidents.get(incidentId)?.number;
    return desktop.saveAs(`incident-${number ?? 'export'}.${endings[format]}`, exported.bytes);
  }

  /** Keeps what the user adds to a message, and begins to upload it. @see LocalAttachments.keep */
  attach({ name, bytes }: RequestOf<'room:attach'>): Promise<ResponseOf<'room:attach'>> {
    return this.#joined().attachments.keep(name, bytes);
  }

  /** Null: it is no text, or cannot be had now. */
  async attachmentText(hash: string): Promise<ResponseOf<'room:attachment-text'>> {
    return (await this.#client?.attachments.textOf(hash)) ?? null;
  }

  /** The bytes of an attachment for a window; null when they cannot be had now. */
  async attachment(
    hash: string,
    part: 'whole' | 'thumbnail',
  ): Promise<{ bytes: Uint8Array; mediaType: string } | null> {
    return (await this.#client?.attachments.bytesOf(hash, part)) ?? null;
  }

  /**
   * Asks the user for a file and writes the attachment there.
   * @throws TocsinError `file_unwritable`
   */
  async saveAttachment(hash: string, name: string): Promise<ResponseOf<'room:save-attachment'>> {
    const found = await this.#client?.attachments.bytesOf(hash, 'whole');
    return found ? this.#options.ports.desktop.saveAs(name, found.bytes) : 'unavailable';
  }

  copy(text: string): void {
    this.#options.ports.desktop.copy(text);
  }

  get #client(): HubClient | null {
    return this.#options.client();
  }

  #joined(): HubClient {
    const client = this.#client;
    if (!client) throw new TocsinError('hub_unreachable', '(no hub is joined)');
    return client;
  }
}
