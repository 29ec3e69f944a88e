import type { TocsinApi } from '../../main/ipc/contract.ts';
import type { CalendarWindowView, RotaRow } from '../../main/ipc/duty-views.ts';
import type { DutyCommand } from '../../server/protocol/commands.ts';
import type { Calendar, ShiftView } from '../../server/protocol/oncall.ts';
import { failureInWords } from '../design/failure-in-words.ts';
import { instantOf } from '../design/time-in-words.ts';
import { daysLater, mondayOf } from './days.ts';

/** What a dialog is about: a span of a rota, and what is to become of it. */
export interface Plan {
  kind: 'override' | 'take' | 'hand-over';
  rota: RotaRow;
  /** By this laptop's clock. */
  from: string;
  until: string;
}

export const shownDays = 28;
/** More rotas at once nobody reads; a search narrows them. */
const mostRotas = 40;

/** What the calendar window shows, and what it asks for. */
export class CalendarState {
  view = $state.raw<CalendarWindowView | null>(null);
  /** What came last; it stays while another one is on its way. */
  calendar = $state.raw<Calendar | null>(null);
  isLoading = $state(true);
  /** Why nothing newer came, or what could not be done, in words. */
  failure = $state<string | null>(null);
  /** What became of something, in words. */
  told = $state<string | null>(null);
  fromMs = $state(0);
  isMineOnly = $state(false);
  sought = $state('');
  plan = $state.raw<Plan | null>(null);
  pane = $state<'calendar' | 'silences'>('calendar');
  #asked = 0;
  #seenCount = 0;
  readonly #tocsin: TocsinApi;
  readonly #now: () => number;

  readonly rotas: RotaRow[] = $derived.by(() => {
    const wanted = this.sought.trim().toLowerCase();
    return (this.view?.oncall.rotas ?? [])
      .filter(({ isMine }) => !this.isMineOnly || isMine)
      .filter(({ name, teamName }) => `${name} ${teamName}`.toLowerCase().includes(wanted))
      .toSorted((a, b) => Number(b.isMine) - Number(a.isMine))
      .slice(0, mostRotas);
  });
  readonly leftOut: number = $derived(
    Math.max(0, (this.view?.oncall.rotas.length ?? 0) - this.rotas.length),
  );
  readonly untilMs: number = $derived(daysLater(this.fromMs, shownDays));

  constructor(tocsin: TocsinApi, now: () => number = Date.now) {
    this.#tocsin = tocsin;
    this.#now = now;
    this.fromMs = mondayOf(now());
    tocsin.on('calendar:view', (view) => this.#receive(view));
  }

  /** Shows another span, so many weeks later or earlier; 0: this week again. */
  go(weeks: number): void {
    this.fromMs = weeks === 0 ? mondayOf(this.#now()) : daysLater(this.fromMs, weeks * 7);
    void this.load();
  }

  search(text: string): void {
    this.sought = text;
    void this.load();
  }

  showMine(isMineOnly: boolean): void {
    this.isMineOnly = isMineOnly;
    void this.load();
  }

  /** Asks the hub; what comes after something else was asked for is passed over. */
  async load(): Promise<void> {
    const asked = (this.#asked += 1);
    this.isLoading = true;
    try {
      const calendar = await this.#tocsin.request('oncall:calendar', {
        rotaIds: this.rotas.map(({ id }) => id),
        from: instantOf(this.fromMs),
        until: instantOf(this.untilMs),
      });
      if (asked !== this.#asked) return;
      this.failure = calendar === null ? 'The hub cannot be asked now.' : null;
      if (calendar !== null) this.calendar = calendar;
    } catch (fault) {
      if (asked === this.#asked) this.failure = failureInWords(fault);
    }
    if (asked === this.#asked) this.isLoading = false;
  }

  shiftsOf(rotaId: string): readonly ShiftView[] {
    return this.calendar?.rotas.find((one) => one.rotaId === rotaId)?.shifts ?? [];
  }

  /** Asks the hub for something; how far it got is in the view. */
  async do(command: DutyCommand): Promise<boolean> {
    this.told = null;
    try {
      await this.#tocsin.request('duty:do', { command });
      this.plan = null;
      if (command.type === 'swap.ask') {
        this.told = 'Asked. It stays yours until they accept; the board shows it meanwhile.';
      }
      return true;
    } catch (fault) {
      this.failure = failureInWords(fault);
      return false;
    }
  }

  dismiss(commandId: string): void {
    void this.#tocsin.request('duty:dismiss', { commandId });
  }

  /** Puts the address of a calendar into the clipboard. */
  async subscribe(rotaId: string | null): Promise<void> {
    try {
      const subscription = await this.#tocsin.request('oncall:subscribe', { rotaId });
      if (subscription === null) {
        this.failure = 'The hub cannot be asked now.';
        return;
      }
      await this.#tocsin.request('clipboard:write', { text: subscription.url });
      this.told =
        'The address is in the clipboard. Whoever has it can read these shifts: paste it into your calendar program only.';
    } catch (fault) {
      this.failure = failureInWords(fault);
    }
  }

  async importLeave(): Promise<void> {
    try {
      const { outcome, message } = await this.#tocsin.request('oncall:import-leave');
      if (outcome === 'imported') this.told = message;
      else if (outcome !== 'cancelled') this.failure = message;
    } catch (fault) {
      this.failure = failureInWords(fault);
    }
  }

  #receive(view: CalendarWindowView): void {
    const before = this.view;
    this.view = view;
    if (view.sought !== null && view.sought.count !== this.#seenCount) {
      this.#seenCount = view.sought.count;
      this.#seek(view.sought);
    }
    const isOther =
      before === null || before.version !== view.version || (!before.isOnline && view.isOnline);
    if (isOther) void this.load();
  }

  #seek({ what, rotaId }: NonNullable<CalendarWindowView['sought']>): void {
    this.pane = what === 'silences' ? 'silences' : 'calendar';
    if (what === 'calendar' || what === 'silences') return;
    const mayBe = (rota: RotaRow): boolean =>
      what === 'hand-over' ? rota.isMineNow : rota.isMine && !rota.isMineNow;
    const rotas = this.view?.oncall.rotas ?? [];
    const rota = rotas.find(({ id }) => id === rotaId) ?? rotas.find(mayBe);
    if (!rota) return;
    const from = instantOf(this.#now());
    this.plan = { kind: what, rota, from, until: rota.now.until };
  }
}
