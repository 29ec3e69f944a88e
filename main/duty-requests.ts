import type { DutyCommand } from '../server/protocol/commands.ts';
import { TocsinError } from '../server/protocol/errors.ts';
import type { HubClient } from './hub/hub-client.ts';
import type { RequestOf, ResponseOf } from './ipc/contract.ts';
import type { LaptopPorts } from './pager/ports.ts';
import { inHubTime } from './views/work-times.ts';

export interface DutyRequestsOptions {
  ports: Pick<LaptopPorts, 'log' | 'desktop' | 'windows'>;
  client(): HubClient | null;
  /** Something that the user asked for shows at once. */
  onAsked(): void;
}

/** What the user does about who is on call and what calls nobody. */
export class DutyRequests {
  readonly #options: DutyRequestsOptions;

  constructor(options: DutyRequestsOptions) {
    this.#options = options;
  }

  /**
   * Asks the hub, now or once it can be reached. Moments in the command are by this laptop's clock.
   * @throws TocsinError when no hub is joined; Error when too much waits already
   */
  async do(asked: DutyCommand): Promise<ResponseOf<'duty:do'>> {
    const client = this.#options.client();
    if (!client) throw new TocsinError('hub_unreachable', '(no hub is joined)');
    const { ids, kept } = client.send([inHubTime(asked, client)]);
    this.#options.onAsked();
    const [commandId = ''] = ids;
    const isTaken = client.outbox.entries.some(({ id }) => id === commandId);
    await kept.catch((fault: unknown) => {
      if (!isTaken) throw fault;
      const reason = String(fault);
      this.#options.ports.log.error({ reason }, 'a command could not be kept on disk');
    });
    return { commandId };
  }

  dismiss(commandId: string): void {
    this.#options.client()?.outbox.dismiss(commandId);
  }

  /** Opens the calendar, for what is sought there. */
  show(_what: RequestOf<'board:show-calendar'>['what']): void {
    this.#options.ports.windows.open('calendar');
  }

  /** Null: the hub cannot be asked now. */
  calendar(_query: RequestOf<'oncall:calendar'>): Promise<ResponseOf<'oncall:calendar'>> {
    return Promise.resolve(null);
  }

  subscribe(_rotaId: string | null): Promise<ResponseOf<'oncall:subscribe'>> {
    return Promise.resolve(null);
  }

  importLeave(): Promise<ResponseOf<'oncall:import-leave'>> {
    return Promise.resolve({ outcome: 'cancelled', message: '' });
  }

  channels(): Promise<ResponseOf<'settings:channels'>> {
    return Promise.resolve(null);
  }
}
