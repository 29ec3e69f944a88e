import { ChannelsAnswer } from '../server/protocol/channels-api.ts';
import type { DutyCommand } from '../server/protocol/commands.ts';
import { TocsinError } from '../server/protocol/errors.ts';
import { limits } from '../server/protocol/limits.ts';
import { Calendar, LeaveImported, Subscription } from '../server/protocol/oncall.ts';
import type { SubscriptionRequest } from '../server/protocol/oncall.ts';
import type { HubApi } from './hub/hub-api.ts';
import type { HubClient } from './hub/hub-client.ts';
import { inWords } from './hub/refusal.ts';
import type { RequestOf, ResponseOf } from './ipc/contract.ts';
import type { CalendarWindowView } from './ipc/duty-views.ts';
import type { CalendarPurpose, LaptopPorts } from './pager/ports.ts';
import { localCalendar, spanTurned } from './views/calendar-times.ts';
import { toHubTime } from './views/knowledge.ts';
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
  #sought: CalendarWindowView['sought'] = null;

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
    this.#options.client()?.dismiss(commandId);
  }

  /** What the calendar was opened for last; null: it was not, since a hub was joined. */
  get sought(): CalendarWindowView['sought'] {
    return this.#sought;
  }

  /** Opens the calendar, or brings it to the front, for what is sought there. */
  show(what: CalendarPurpose, rotaId: string | null = null): void {
    this.#sought = { what, rotaId, count: (this.#sought?.count ?? 0) + 1 };
    this.#options.onAsked();
    this.#options.ports.windows.open('calendar');
  }

  /** Another hub was joined, or none. */
  clear(): void {
    this.#sought = null;
  }

  /** Moments by this laptop's clock. Null: the hub cannot be asked now. */
  async calendar({
    rotaIds,
    ...span
  }: RequestOf<'oncall:calendar'>): Promise<ResponseOf<'oncall:calendar'>> {
    const skewMs = this.#options.client()?.clockSkewMs ?? 0;
    const { from, until } = spanTurned(span, (instant) => toHubTime(instant, skewMs));
    const query = { rotas: rotaIds.join(','), from, until };
    const calendar = await this.#ask('no calendar came', (api) =>
      api.getJson('/api/oncall/calendar', query, Calendar),
    );
    return calendar && localCalendar(calendar, skewMs);
  }

  /** An address for calendar programs. Null: the hub cannot be asked now. */
  subscribe(rotaId: string | null): Promise<ResponseOf<'oncall:subscribe'>> {
    const body: SubscriptionRequest = { rotaId };
    return this.#ask('no address of a calendar came', (api) =>
      api.postJson('/api/oncall/subscriptions', body, Subscription),
    );
  }

  /** Asks the user for an iCal file, and the hub to take its events as their leave. */
  async importLeave(): Promise<ResponseOf<'oncall:import-leave'>> {
    const { ports, client } = this.#options;
    const kind = { name: 'iCalendar', endings: ['ics', 'ical', 'ifb', 'icalendar'] };
    const file = await ports.desktop.readChosen(kind, limits.calendarBytes);
    if (file.status === 'cancelled') return { outcome: 'cancelled', message: '' };
    if (file.status === 'too-large') return refusedWith(new TocsinError('calendar_too_large'));
    if (file.status === 'unreadable') {
      return { outcome: 'refused', message: 'The file cannot be read. Choose another.' };
    }
    try {
      const answer = await client()?.api.upload('/api/oncall/leave', file.bytes, LeaveImported, {
        mediaType: 'text/calendar',
      });
      if (!answer) return refusedWith(new TocsinError('hub_unreachable', '(no hub is joined)'));
      return { outcome: 'imported', message: importedInWords(answer) };
    } catch (fault) {
      ports.log.warn({ reason: String(fault) }, 'leave could not be imported');
      return refusedWith(fault instanceof TocsinError ? fault : new TocsinError('internal'));
    }
  }

  /** How the hub reaches this person without a laptop. Null: it cannot be asked now. */
  async channels(): Promise<ResponseOf<'settings:channels'>> {
    const answer = await this.#ask('no list of channels came', (api) =>
      api.getJson('/api/channels', {}, ChannelsAnswer),
    );
    return answer && answer.channels;
  }

  /** What the hub answers; null when it cannot be asked now. */
  async #ask<T>(complaint: string, ask: (api: HubApi) => Promise<T>): Promise<T | null> {
    const client = this.#options.client();
    if (!client) return null;
    try {
      return await ask(client.api);
    } catch (fault) {
      this.#options.ports.log.warn({ reason: String(fault) }, complaint);
      return null;
    }
  }
}

function refusedWith(error: TocsinError): ResponseOf<'oncall:import-leave'> {
  const isAway = error.code === 'hub_unreachable' || error.code === 'hub_untrusted';
  return { outcome: isAway ? 'unavailable' : 'refused', message: inWords(error) };
}

function importedInWords({ added, unchanged, problems }: LeaveImported): string {
  const parts = [
    added === 1 ? 'One absence was imported.' : `${added} absences were imported.`,
    ...(unchanged > 0 ? [`${unchanged} changed nothing.`] : []),
    ...problems,
  ];
  return parts.join(' ');
}
