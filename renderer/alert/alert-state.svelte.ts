import type { TocsinApi } from '../../main/ipc/contract.ts';
import type { AlertWindowView, IncidentRow } from '../../main/ipc/views.ts';
import { clock } from '../design/clock.svelte.ts';
import { answerTo } from '../design/incident-words.ts';
import { steppedIndex } from '../design/keys.ts';
import { type Notice, noticesOf } from '../design/notices.ts';
import type { AlertAction } from './alert-keys.ts';

type IncidentRequest =
  'incident:acknowledge' | 'incident:silence' | 'incident:open' | 'incident:resolve';

/** A resolve ends the incident for both sides, so it is asked for twice within this time. */
const armedMs = 4_000;

/** What the alert window shows and does. */
export class AlertState {
  view = $state.raw<AlertWindowView | null>(null);
  /** A request that did not even reach the main process, in words. */
  failure = $state<string | null>(null);
  #chosenId = $state<string | null>(null);
  #armedId = $state<string | null>(null);
  #disarm: ReturnType<typeof setTimeout> | undefined;
  readonly #tocsin: TocsinApi;

  incidents: readonly IncidentRow[] = $derived(this.view?.incidents ?? []);
  /** The chosen one while it is there, else the worst. */
  index: number = $derived(
    Math.max(
      0,
      this.incidents.findIndex((row) => row.id === this.#chosenId),
    ),
  );
  selected: IncidentRow | null = $derived(this.incidents[this.index] ?? null);
  isArmed: boolean = $derived(this.selected !== null && this.selected.id === this.#armedId);
  #nextRinging: IncidentRow | null = $derived(
    this.incidents.find((row) => isUnanswered(row) && row.id !== this.selected?.id) ?? null,
  );
  answer = $derived(this.selected && answerTo(this.selected, this.#nextRinging !== null));

  constructor(tocsin: TocsinApi) {
    this.#tocsin = tocsin;
    tocsin.on('alert:view', (view) => (this.view = view));
  }

  get notices(): Notice[] {
    if (this.view === null) return [];
    const { link, sound } = this.view;
    // A hidden window in which nothing counts down has no reason to wake up each second.
    const counts = link.state !== 'online' || sound.mutedUntil !== null;
    const notices = noticesOf(link, sound, counts ? clock.nowMs : Date.now());
    const test = { kind: 'test', text: 'This is a test. Nobody else is called.' } as const;
    return this.view.isTest ? [test, ...notices] : notices;
  }

  choose(id: string): void {
    this.#chosenId = id;
    this.#armedId = null;
  }

  /** Carries out what a key or a button means. */
  do(action: AlertAction): void {
    if (action.kind === 'minimise') this.#ask(this.#tocsin.request('alert:minimise'));
    if (action.kind === 'move') this.#move(action.step);
    if (action.kind === 'acknowledge') this.#answer();
    if (action.kind === 'acknowledge-all') {
      this.#ask(this.#tocsin.request('incident:acknowledge-all'));
    }
    if (action.kind === 'silence') this.#request('incident:silence');
    if (action.kind === 'open') this.#request('incident:open');
    if (action.kind === 'resolve') this.#resolve();
  }

  /** Asks for a window of this height. */
  resize(heightPx: number): void {
    this.#ask(this.#tocsin.request('alert:resize', { heightPx }));
  }

  #move(step: number): void {
    const row = this.incidents[steppedIndex(this.index, step, this.incidents.length)];
    if (row) this.choose(row.id);
  }

  #answer(): void {
    if (this.answer?.kind === 'next' && this.#nextRinging) this.choose(this.#nextRinging.id);
    else if (this.answer?.kind === 'acknowledge') this.#request('incident:acknowledge');
  }

  #resolve(): void {
    if (this.selected === null || this.selected.status === 'resolved') return;
    clearTimeout(this.#disarm);
    if (this.isArmed) {
      this.#armedId = null;
      this.#request('incident:resolve');
      return;
    }
    this.#armedId = this.selected.id;
    this.#disarm = setTimeout(() => (this.#armedId = null), armedMs);
  }

  #request(channel: IncidentRequest): void {
    if (this.selected === null) return;
    // What was acted on stays on top, so that its outcome is seen.
    this.#chosenId = this.selected.id;
    this.#ask(this.#tocsin.request(channel, { incidentId: this.selected.id }));
  }

  #ask(asked: Promise<void>): void {
    this.failure = null;
    asked.catch(() => {
      this.failure = 'Tocsin itself did not take that. Press it again.';
    });
  }
}

/** Rings, and this laptop has not answered it yet. */
function isUnanswered(row: IncidentRow): boolean {
  const { pending } = row;
  const isAnswered = pending?.command === 'acknowledge' && pending.state !== 'refused';
  return row.callsMe && !isAnswered;
}
