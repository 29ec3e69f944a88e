import type { TocsinApi } from '../../main/ipc/contract.ts';
import type { DrillView } from '../../main/ipc/duty-views.ts';
import type { AlertWindowView, IncidentRow, PendingView } from '../../main/ipc/views.ts';
import type { WorkTab } from '../../main/ipc/work-views.ts';
import { clock } from '../design/clock.svelte.ts';
import { answerTo } from '../design/incident-words.ts';
import { steppedIndex } from '../design/keys.ts';
import { mySeatOf } from '../design/seat-words.ts';
import { type Notice, noticesOf } from '../design/notices.ts';
import type { AlertAction } from './alert-keys.ts';

/** What is pressed twice. */
export type ArmedAction = 'resolve' | 'decline';

type IncidentRequest =
  | 'incident:acknowledge'
  | 'incident:silence'
  | 'incident:open'
  | 'incident:resolve'
  | 'incident:decline';

/**
 * A resolve ends the incident for both sides, and who declines leaves it to others: both are asked for
 * twice within this time.
 */
const armedMs = 4_000;
/** What was answered stays in sight for so long, then gives way to what still rings. */
const outcomeMs = 10_000;
/** What came up by itself has not been read before this time is over. */
const readMs = 700;
const unreadText = 'This came up just now. Read it, then press again.';
const unreadTextMs = 4_000;
/** Commands after which it does not ring here any more. */
const answers = new Set<PendingView['command']>(['acknowledge', 'snooze', 'decline']);
/** How long S keeps this laptop from saying that it is cut off. */
const muteMinutes = 30;

/** What the alert window shows and does. */
export class AlertState {
  view = $state.raw<AlertWindowView | null>(null);
  /** A request that did not even reach the main process, in words. */
  failure = $state<string | null>(null);
  #chosenId = $state<string | null>(null);
  #armed = $state.raw<{ id: string; what: ArmedAction } | null>(null);
  isSnoozeOpen = $state(false);
  /** The times of each stage are in sight. */
  hasReceipts = $state(false);
  #closedDrillId = $state<string | null>(null);
  #disarm: ReturnType<typeof setTimeout> | undefined;
  #moveOn: ReturnType<typeof setTimeout> | undefined;
  /** Pages that ring → the ring, as of the last view. */
  #rings: Record<string, string> = {};
  /** Until then nobody can have read what is shown (`performance.now()`). */
  #unreadUntil = 0;
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
  /** What the same key does when it is pressed again. */
  armed: ArmedAction | null = $derived(
    this.selected !== null && this.selected.id === this.#armed?.id ? this.#armed.what : null,
  );
  /** A drill gives way to whatever rings for real. */
  drill: DrillView | null = $derived.by(() => {
    const drill = this.view?.drill ?? null;
    if (drill === null || drill.id === this.#closedDrillId) return null;
    return this.incidents.some(isUnanswered) ? null : drill;
  });
  canDecline: boolean = $derived(this.selected !== null && mayDecline(this.selected));
  canSnooze: boolean = $derived(this.selected !== null && maySnooze(this.selected));
  #nextRinging: IncidentRow | null = $derived(
    this.incidents.find((row) => isUnanswered(row) && row.id !== this.selected?.id) ?? null,
  );
  answer = $derived(this.selected && answerTo(this.selected, this.#nextRinging !== null));
  /** The noise is about the lost link alone, so S mutes that. */
  isCutOffLoud: boolean = $derived(
    this.view !== null &&
      this.view.link.state === 'cut-off' &&
      this.view.loudness.level !== 'silent' &&
      this.view.loudness.incidentId === null &&
      !this.view.isTest,
  );

  constructor(tocsin: TocsinApi) {
    this.#tocsin = tocsin;
    tocsin.on('alert:view', (view) => this.#show(view));
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
    this.#armed = null;
    this.#unreadUntil = 0;
    this.#moveOnLater();
  }

  /** Carries out what a key or a button means. */
  do(action: AlertAction): void {
    if (action.kind === 'minimise') this.#ask(this.#tocsin.request('alert:minimise'));
    if (action.kind === 'move') this.#move(action.step);
    if (action.kind === 'acknowledge') this.#answer();
    if (action.kind === 'acknowledge-all') {
      this.#ask(this.#tocsin.request('incident:acknowledge-all'));
    }
    if (action.kind === 'silence') this.#silence();
    if (action.kind === 'open') this.#request('incident:open');
    if (action.kind === 'resolve') this.#resolve();
    if (action.kind === 'decline') this.#decline();
    if (action.kind === 'snooze') this.isSnoozeOpen = this.canSnooze && !this.#isUnread();
    if (action.kind === 'receipts') this.hasReceipts = !this.hasReceipts;
  }

  mute(minutes: number): void {
    this.#ask(this.#tocsin.request('settings:mute', { minutes }));
  }

  /** Takes the seat, and is asked again at this instant. */
  snooze(until: string): void {
    if (this.selected === null || !this.canSnooze) return;
    this.#actedOn(this.selected.id);
    this.#ask(this.#tocsin.request('incident:snooze', { incidentId: this.selected.id, until }));
  }

  /** The reader heard the drill. */
  confirmDrill(): void {
    if (this.drill?.state !== 'open') return;
    this.#ask(this.#tocsin.request('drill:confirm', { drillId: this.drill.id }));
  }

  startDrill(): void {
    this.#ask(this.#tocsin.request('drill:start'));
  }

  /** Puts the outcome of a drill out of sight. */
  closeDrill(): void {
    this.#closedDrillId = this.drill?.id ?? null;
  }

  /** Opens the room of any incident at a tab of its working side. */
  openRoom(incidentId: string, tab: WorkTab): void {
    this.#ask(this.#tocsin.request('incident:open', { incidentId, tab }));
  }

  /** Asks for a window of this height. */
  resize(heightPx: number): void {
    this.#ask(this.#tocsin.request('alert:resize', { heightPx }));
  }

  #show(view: AlertWindowView): void {
    const before = this.selected;
    const rings = Object.fromEntries(
      view.incidents.filter(isUnanswered).map((row) => [row.id, ringOf(row)]),
    );
    const isNewRing = Object.entries(rings).some(([id, ring]) => this.#rings[id] !== ring);
    this.#rings = rings;
    this.view = view;
    // Who is woken anew must see what woke them, not what they answered before.
    if (isNewRing && this.selected && !isUnanswered(this.selected)) this.#chosenId = null;
    this.#noteChange(before);
  }

  /** Goes from what was answered to the worst that rings, unless the reader moves first. */
  #moveOnLater(): void {
    clearTimeout(this.#moveOn);
    this.#moveOn = setTimeout(() => {
      const before = this.selected;
      if (before && !isUnanswered(before) && this.#nextRinging) this.#chosenId = null;
      this.#noteChange(before);
    }, outcomeMs);
  }

  #noteChange(before: IncidentRow | null): void {
    if (before === null || this.selected === null || this.selected.id === before.id) return;
    this.#unreadUntil = performance.now() + readMs;
    this.#armed = null;
    this.isSnoozeOpen = false;
  }

  /** A key that was meant for what stood there a moment ago must not answer for this. */
  #isUnread(): boolean {
    if (performance.now() >= this.#unreadUntil) return false;
    this.failure = unreadText;
    setTimeout(() => {
      if (this.failure === unreadText) this.failure = null;
    }, unreadTextMs);
    return true;
  }

  #silence(): void {
    if (this.isCutOffLoud) {
      this.mute(muteMinutes);
    } else if (this.selected?.callsMe) {
      this.#request('incident:silence');
    }
  }

  #move(step: number): void {
    const row = this.incidents[steppedIndex(this.index, step, this.incidents.length)];
    if (row) this.choose(row.id);
  }

  #answer(): void {
    if (this.#isUnread()) return;
    if (this.answer?.kind === 'next' && this.#nextRinging) this.choose(this.#nextRinging.id);
    else if (this.answer?.kind === 'acknowledge') this.#request('incident:acknowledge');
  }

  #resolve(): void {
    if (this.#isUnread()) return;
    if (this.selected === null || this.selected.status === 'resolved') return;
    if (this.selected.openStopgaps > 0) {
      // What is open is answered for first: it is shown, instead of a refusal.
      this.openRoom(this.selected.id, 'stopgaps');
      return;
    }
    if (this.#isSure('resolve')) this.#request('incident:resolve');
  }

  #decline(): void {
    if (!this.canDecline || this.#isUnread()) return;
    if (this.#isSure('decline')) this.#request('incident:decline');
  }

  /** True the second time, when nothing else was pressed or chosen between. */
  #isSure(what: ArmedAction): boolean {
    clearTimeout(this.#disarm);
    const wasArmed = this.armed === what;
    this.#armed = wasArmed || this.selected === null ? null : { id: this.selected.id, what };
    if (!wasArmed) this.#disarm = setTimeout(() => (this.#armed = null), armedMs);
    return wasArmed;
  }

  /** What was acted on stays on top, so that its outcome is seen. */
  #actedOn(id: string): void {
    this.#chosenId = id;
    this.#moveOnLater();
  }

  #request(channel: IncidentRequest): void {
    if (this.selected === null) return;
    this.#actedOn(this.selected.id);
    this.#ask(this.#tocsin.request(channel, { incidentId: this.selected.id }));
  }

  #ask(asked: Promise<void>): void {
    this.failure = null;
    asked.catch(() => {
      this.failure = 'Tocsin itself did not take that. Press it again.';
    });
  }
}

/** A raised severity, or a seat that was given back, rings anew. */
function ringOf(row: IncidentRow): string {
  return `${row.severity} ${mySeatOf(row.seats)?.ringingSince ?? ''}`;
}

/** Rings, and this laptop has not answered it yet. */
function isUnanswered(row: IncidentRow): boolean {
  const { pending } = row;
  const isAnswered =
    pending !== null && answers.has(pending.command) && pending.state !== 'refused';
  return row.callsMe && !isAnswered;
}

/** Only who is called can leave it to the next one, and nobody twice. */
function mayDecline(row: IncidentRow): boolean {
  return isUnanswered(row) && mySeatOf(row.seats)?.state === 'ringing';
}

/** Whoever has the seat, or takes it, says when to be asked again. */
function maySnooze(row: IncidentRow): boolean {
  const seat = mySeatOf(row.seats);
  if (row.status === 'resolved' || seat === null) return false;
  if (seat.state === 'ringing') return isUnanswered(row);
  return seat.state === 'acknowledged' && seat.acknowledgedBy?.isMe === true;
}
