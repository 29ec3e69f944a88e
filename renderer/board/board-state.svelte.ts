import type { TocsinApi } from '../../main/ipc/contract.ts';
import type { BoardView, IncidentRow } from '../../main/ipc/views.ts';
import type { WorkTab } from '../../main/ipc/work-views.ts';
import type { Alert } from '../../server/protocol/alert.ts';
import { clock } from '../design/clock.svelte.ts';
import { failureInWords } from '../design/failure-in-words.ts';
import { steppedIndex } from '../design/keys.ts';
import { answersTo, type Answers } from './answers.ts';
import type { BoardAction } from './keys.ts';
import type { StopgapOrder } from './work-words.ts';
import { choose, nothingSelected, selectedId, viewShows, type Selection } from './selection.ts';

/** A resolve ends the incident for both sides, so it is asked for twice within this time. */
const armedMs = 4_000;

export type BoardPane = 'incident' | 'oncall' | 'stopgaps' | 'cards';

/** What the board shows, and what can be done there. */
export class BoardState {
  view = $state.raw<BoardView | null>(null);
  /** Why the last request came to nothing; null when it did not. */
  failure = $state<string | null>(null);
  #selection = $state.raw<Selection>(nothingSelected);
  #armedId = $state<string | null>(null);
  #disarm: ReturnType<typeof setTimeout> | undefined;
  /** What of the board is in sight beside the list of incidents. */
  pane = $state<BoardPane>('incident');
  stopgapOrder = $state<StopgapOrder>('age');
  /** Only the stopgaps are listed that the reader answers for. */
  isMineOnly = $state(false);
  /** The search over all incidents is in front. */
  isSearching = $state(false);
  readonly tocsin: TocsinApi;

  readonly rows: IncidentRow[] = $derived([
    ...(this.view?.open ?? []),
    ...(this.view?.recent ?? []),
  ]);
  readonly selectedId: string | null = $derived(selectedId(this.#selection));
  readonly selected: IncidentRow | null = $derived.by(() => {
    const shown = this.view?.selected?.incident;
    if (shown?.id === this.selectedId) return shown ?? null;
    return this.rows.find(({ id }) => id === this.selectedId) ?? null;
  });
  /** Alerts of the selected incident; null while they are on their way. */
  readonly alerts: readonly Alert[] | null = $derived.by(() => {
    const shown = this.view?.selected;
    return shown?.incident.id === this.selectedId ? (shown?.alerts ?? null) : null;
  });

  constructor(tocsin: TocsinApi) {
    this.tocsin = tocsin;
    tocsin.on('board:view', (view) => this.#receive(view));
  }

  /** Joined to a hub, which alone can find. */
  get canSearch(): boolean {
    return this.view !== null && this.view.link.state !== 'not-joined';
  }

  /** The next press of R resolves. */
  get isArmed(): boolean {
    return this.#armedId !== null && this.#armedId === this.selectedId;
  }

  /** What can be pressed for the selected incident. */
  get answers(): Answers {
    return this.selected === null
      ? { acknowledge: false, unacknowledge: false, resolve: false, silence: false }
      : answersTo(this.selected, clock.nowMs);
  }

  /** The reader wants to see an incident. */
  show(incidentId: string): void {
    this.pane = 'incident';
    this.select(incidentId);
  }

  select(incidentId: string): void {
    if (incidentId === this.selectedId) return;
    this.#selection = choose(this.#selection, incidentId);
    this.#try(this.tocsin.request('board:select', { incidentId }));
  }

  /** Carries out what a key or a button means. */
  do(action: BoardAction): void {
    if (action.kind === 'move') this.#move(action.step);
    else if (action.kind === 'resolve') this.#resolve();
    else if (action.kind === 'search') this.isSearching = this.canSearch;
    else if (action.kind === 'open') this.openRoom(this.selectedId);
    else this.#answer(action.kind);
  }

  /** @param place an entry, or a tab of the working side, to be shown there */
  openRoom(incidentId: string | null, place: { seq?: number; tab?: WorkTab } = {}): void {
    if (incidentId === null) return;
    this.#try(this.tocsin.request('incident:open', { incidentId, ...place }));
  }

  mute(minutes: number): void {
    this.#try(this.tocsin.request('settings:mute', { minutes }));
  }

  testAlarm(): void {
    this.#try(this.tocsin.request('settings:test-alarm'));
  }

  showSettings(): void {
    this.#try(this.tocsin.request('board:show-settings'));
  }

  showReports(): void {
    this.#try(this.tocsin.request('board:show-reports'));
  }

  /** Opens the calendar of the rotas, for what the reader wants there. */
  showCalendar(what: 'calendar' | 'take' | 'hand-over' | 'silences'): void {
    this.#try(this.tocsin.request('board:show-calendar', { what }));
  }

  startDrill(): void {
    this.#try(this.tocsin.request('drill:start'));
  }

  answerSwap(swapId: string, answer: 'accept' | 'decline' | 'withdraw'): void {
    this.#try(this.tocsin.request('duty:do', { command: { type: 'swap.answer', swapId, answer } }));
  }

  dismissDuty(commandId: string): void {
    this.#try(this.tocsin.request('duty:dismiss', { commandId }));
  }

  showJoin(): void {
    this.#try(this.tocsin.request('settings:show-join'));
  }

  clearWhileAway(): void {
    this.#try(this.tocsin.request('board:clear-while-away'));
  }

  /** Resolves to false when the link was refused. */
  async openLink(url: string): Promise<boolean> {
    try {
      return (await this.tocsin.request('link:open', { url })) === 'opened';
    } catch {
      return false;
    }
  }

  #receive(view: BoardView): void {
    this.view = view;
    this.#selection = viewShows(this.#selection, view.selected?.incident.id ?? null);
    const [worst] = view.open;
    if (this.selectedId === null && worst !== undefined) this.select(worst.id);
  }

  #move(step: number): void {
    const index = this.rows.findIndex(({ id }) => id === this.selectedId);
    const row = this.rows[index === -1 ? 0 : steppedIndex(index, step, this.rows.length)];
    if (row !== undefined) this.show(row.id);
  }

  #resolve(): void {
    if (!this.answers.resolve) return;
    if ((this.selected?.openStopgaps ?? 0) > 0) {
      // What is open is answered for first: it is shown, instead of a refusal.
      this.openRoom(this.selectedId, { tab: 'stopgaps' });
      return;
    }
    clearTimeout(this.#disarm);
    if (this.isArmed) {
      this.#armedId = null;
      this.#answer('resolve');
      return;
    }
    this.#armedId = this.selectedId;
    this.#disarm = setTimeout(() => (this.#armedId = null), armedMs);
  }

  #answer(action: keyof Answers): void {
    const incidentId = this.selectedId;
    if (incidentId === null || !this.answers[action]) return;
    this.#try(this.tocsin.request(`incident:${action}`, { incidentId }));
  }

  #try(request: Promise<unknown>): void {
    this.failure = null;
    request.catch((fault: unknown) => {
      this.failure = failureInWords(fault);
    });
  }
}
