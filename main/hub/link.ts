import type { Agent } from 'node:http';
import { TocsinError } from '../../server/protocol/errors.ts';
import type { ClientFrame, HubFrame } from '../../server/protocol/frames.ts';
import { limits } from '../../server/protocol/limits.ts';
import type { Clock, Timer } from '../clock.ts';
import { refusedDelayMs, retryDelayMs } from './backoff.ts';
import { watchClock } from './clock-jump.ts';
import { inWords } from './refusal.ts';
import type { LinkEnd } from './refusal.ts';
import { HubSession } from './session.ts';
import { Watchdog } from './watchdog.ts';

export interface LinkStatus {
  state: 'not-joined' | 'connecting' | 'catching-up' | 'online' | 'cut-off' | 'refused';
  /** Epoch milliseconds since when the link has this state. */
  since: number;
  /** Since when nothing that happens on the hub reaches this laptop; null while it does. */
  lostSince: number | null;
  nextTryAt: number | null;
  roundTripMs: number | null;
  /** For `cut-off` and `refused`: what happened and what to do. */
  message: string | null;
}

export interface LinkOptions {
  /** Origin of the hub, http or https. */
  hub: string;
  token: string;
  client: { version: string; platform: string };
  clock: Clock;
  /** IANA zone of this machine. Asked before each hello, as laptops travel. */
  zone(): string | undefined;
  random(): number;
  /** Asked before each try, as the settings or the network may have changed. */
  route(): Promise<{ ca: string[] | undefined; agent: Agent | undefined }>;
  /** Where the laptop's copy of the journal stands. */
  resumePoint(): { since: number | null; hubId: string | null; epoch: string | null };
  /** `reconnect`: something is missing; the link comes back and asks again from the cursor. */
  onFrame(frame: HubFrame): 'ok' | 'reconnect';
  onStatus(status: LinkStatus): void;
}

const connectTimeoutMs = 10_000;
const catchUpTimeoutMs = 60_000;
/** A link that held this long was a good one: the next trouble starts with short waits again. */
const heldMs = 5_000;

/** Keeps one session with the hub alive for as long as the app runs. */
export class Link {
  readonly #options: LinkOptions;
  #status: LinkStatus;
  #session: HubSession | null = null;
  #watchdog: Watchdog | null = null;
  #timer: Timer | null = null;
  #pinging: { id: string; at: number } | null = null;
  #pingTimer: Timer | null = null;
  #attempt = 0;
  #generation = 0;
  #stopWatchingClock: (() => void) | null = null;

  constructor(options: LinkOptions) {
    this.#options = options;
    const since = options.clock.now();
    this.#status = { state: 'connecting', since, lostSince: since, ...nothingMore };
  }

  get status(): LinkStatus {
    return this.#status;
  }

  start(): void {
    this.#stopWatchingClock = watchClock(this.#options.clock, () => this.wake());
    this.#connect();
  }

  stop(): void {
    this.#stopWatchingClock?.();
    this.#drop();
  }

  /** Connects at once: whatever socket there is may be half dead after a sleep. */
  wake(): void {
    this.#attempt = 0;
    const isCutOff = this.#status.state === 'cut-off' || this.#status.state === 'refused';
    if (isCutOff) this.#set({ nextTryAt: null });
    else this.#set({ state: 'connecting', lostSince: this.#lostSince(), ...nothingMore });
    this.#connect();
  }

  /** False when the frame did not go out; it is then the caller's to keep. */
  send(frame: ClientFrame): boolean {
    return this.#session?.send(frame) ?? false;
  }

  #connect(): void {
    this.#drop();
    const generation = ++this.#generation;
    this.#giveUpAfter(connectTimeoutMs);
    void this.#options.route().then(
      (route) => {
        if (generation === this.#generation) this.#open(route);
      },
      (fault: unknown) => {
        const error = fault instanceof TocsinError ? fault : new TocsinError('hub_unreachable');
        if (generation === this.#generation) this.#lost({ retryable: true, error });
      },
    );
  }

  #open(route: { ca: string[] | undefined; agent: Agent | undefined }): void {
    const { hub, token, clock } = this.#options;
    const watchdog = new Watchdog(clock, limits.linkDeadMs, () => {
      const error = new TocsinError('hub_unreachable', '(it fell silent)');
      this.#lost({ retryable: true, error });
    });
    this.#watchdog = watchdog;
    const session = new HubSession({
      hub,
      token,
      ...route,
      onOpen: () => {
        const { resumePoint, client } = this.#options;
        session.send({ type: 'hello', ...resumePoint(), client, zone: this.#options.zone() });
      },
      onHeard: () => watchdog.heard(),
      onFrame: (frame) => this.#receive(frame),
      onEnd: (end) => this.#lost(end),
    });
    this.#session = session;
  }

  #receive(frame: HubFrame): void {
    const generation = this.#generation;
    if (frame.type === 'welcome') this.#welcomed(frame.heartbeatMs);
    if (frame.type === 'pong') this.#ponged(frame.re);
    if (this.#options.onFrame(frame) === 'reconnect') {
      const error = new TocsinError('hub_answer_invalid', '(events are missing)');
      this.#lost({ retryable: true, error });
      return;
    }
    if (frame.type !== 'live' || generation !== this.#generation) return;
    this.#set({ state: 'online', lostSince: null });
    this.#timer?.cancel();
    this.#timer = this.#options.clock.after(heldMs, () => {
      this.#attempt = 0;
    });
  }

  #welcomed(heartbeatMs: number): void {
    this.#giveUpAfter(catchUpTimeoutMs);
    this.#set({ state: 'catching-up', ...nothingMore });
    this.#ping(heartbeatMs);
  }

  #ping(everyMs: number): void {
    const { clock } = this.#options;
    this.#pinging = { id: `ping-${clock.now()}`, at: clock.now() };
    this.send({ type: 'ping', id: this.#pinging.id });
    this.#pingTimer = clock.after(everyMs, () => this.#ping(everyMs));
  }

  #ponged(id: string): void {
    if (this.#pinging?.id !== id) return;
    const roundTripMs = Math.max(0, this.#options.clock.now() - this.#pinging.at);
    this.#pinging = null;
    const known = this.#status.roundTripMs;
    // Every window is drawn anew for a new status: not for a millisecond more or less.
    const isNews = known === null || Math.abs(roundTripMs - known) > Math.max(5, known / 4);
    if (isNews) this.#set({ roundTripMs });
  }

  #lost({ retryable, error }: LinkEnd): void {
    this.#drop();
    const { clock, random } = this.#options;
    const delayMs = retryable ? retryDelayMs(this.#attempt, random()) : refusedDelayMs(random());
    this.#attempt += 1;
    this.#timer = clock.after(delayMs, () => {
      this.#set({ nextTryAt: null });
      this.#connect();
    });
    this.#set({
      state: retryable ? 'cut-off' : 'refused',
      lostSince: this.#lostSince(),
      nextTryAt: clock.now() + delayMs,
      roundTripMs: null,
      message: inWords(error),
    });
  }

  #giveUpAfter(limitMs: number): void {
    this.#timer?.cancel();
    this.#timer = this.#options.clock.after(limitMs, () => {
      const error = new TocsinError('hub_unreachable', `(no answer within ${limitMs / 1_000} s)`);
      this.#lost({ retryable: true, error });
    });
  }

  #lostSince(): number {
    return this.#status.lostSince ?? this.#options.clock.now();
  }

  /** Ends the session and every timer of it. */
  #drop(): void {
    this.#generation += 1;
    this.#watchdog?.stop();
    this.#pingTimer?.cancel();
    this.#timer?.cancel();
    this.#session?.end();
    this.#session = this.#watchdog = this.#pingTimer = this.#timer = this.#pinging = null;
  }

  #set(change: Partial<LinkStatus>): void {
    const isNewState = change.state !== undefined && change.state !== this.#status.state;
    const since = isNewState ? this.#options.clock.now() : this.#status.since;
    this.#status = { ...this.#status, ...change, since };
    this.#options.onStatus(this.#status);
  }
}

const nothingMore = { nextTryAt: null, roundTripMs: null, message: null };
