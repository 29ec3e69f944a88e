import type { TocsinApi } from '../../main/ipc/contract.ts';
import type { ChannelView, PendingDuty } from '../../main/ipc/duty-views.ts';
import type { SettingsView } from '../../main/ipc/views.ts';
import { failureInWords } from '../design/failure-in-words.ts';
import { instantOf } from '../design/time-in-words.ts';
import { testOf, type ChannelTest } from './channel-words.ts';

interface AskedTest {
  /** Null until the main process has taken it. */
  commandId: string | null;
  /** It was seen in `pendingDuties`. */
  wasPending: boolean;
  sentAt: string | null;
  failure: string | null;
}

/** A test that nobody saw pending has gone through by then. */
const settledMs = 2_000;

/** How the hub reaches this person without a laptop, and what tests of that have come to. */
export class ChannelsState {
  /** `loading` until the hub was asked; null: it cannot be asked now. */
  channels = $state.raw<readonly ChannelView[] | null | 'loading'>('loading');
  #tests = $state.raw<Readonly<Record<string, AskedTest>>>({});
  #pending = $state.raw<readonly PendingDuty[]>([]);
  #wasOnline = false;
  readonly #tocsin: TocsinApi;

  constructor(tocsin: TocsinApi) {
    this.#tocsin = tocsin;
  }

  /** What a test of a channel has come to; null when none was asked for. */
  testOf(name: string, nowMs: number): ChannelTest | null {
    const test = this.#tests[name];
    if (test === undefined) return this.#earlier(name, nowMs);
    if (test.failure !== null) return { state: 'failed', words: test.failure };
    const pending = this.#pending.find(({ id }) => id === test.commandId);
    return testOf(pending, test.sentAt, nowMs);
  }

  async test(name: string): Promise<void> {
    this.#dismiss(name);
    this.#set(name, { commandId: null, wasPending: false, sentAt: null, failure: null });
    try {
      const command = { type: 'channel.test', name } as const;
      const { commandId } = await this.#tocsin.request('duty:do', { command });
      this.#set(name, { commandId, wasPending: false, sentAt: null, failure: null });
      this.#note();
      setTimeout(() => this.#settle(name, commandId), settledMs);
    } catch (fault) {
      const failure = `Not sent. ${failureInWords(fault)}`;
      this.#set(name, { commandId: null, wasPending: false, sentAt: null, failure });
    }
  }

  async load(): Promise<void> {
    try {
      this.channels = await this.#tocsin.request('settings:channels');
    } catch {
      this.channels = null;
    }
  }

  /** What the settings are told. */
  take({ link, pendingDuties }: SettingsView): void {
    this.#pending = pendingDuties;
    this.#note();
    const isOnline = link.state === 'online';
    if (isOnline && !this.#wasOnline) void this.load();
    // What was learned while there was a link still holds.
    if (!isOnline && this.channels === 'loading') this.channels = null;
    this.#wasOnline = isOnline;
  }

  /** Notes which tests are pending, and which are not any more. */
  #note(): void {
    for (const [name, test] of Object.entries(this.#tests)) {
      const isPending = this.#pending.some(({ id }) => id === test.commandId);
      // Between the hub's answer and its news of the test nothing is pending for a moment.
      if (isPending && (!test.wasPending || test.sentAt !== null)) {
        this.#set(name, { ...test, wasPending: true, sentAt: null });
      }
      if (!isPending && test.wasPending && test.sentAt === null) this.#sent(name, test);
    }
  }

  #settle(name: string, commandId: string): void {
    const test = this.#tests[name];
    if (test?.commandId !== commandId || test.wasPending || test.sentAt !== null) return;
    this.#sent(name, test);
  }

  #sent(name: string, test: AskedTest): void {
    this.#set(name, { ...test, sentAt: instantOf(Date.now()) });
  }

  /** One that was asked for before this window was opened. */
  #earlier(name: string, nowMs: number): ChannelTest | null {
    const pending = this.#pendingOf(name);
    return pending === undefined ? null : testOf(pending, null, nowMs);
  }

  #dismiss(name: string): void {
    const pending = this.#pendingOf(name);
    if (pending?.state !== 'refused' && pending?.state !== 'superseded') return;
    // If it cannot be forgotten, it is told once more.
    void this.#tocsin.request('duty:dismiss', { commandId: pending.id }).catch(() => undefined);
  }

  #pendingOf(name: string): PendingDuty | undefined {
    return this.#pending.findLast(
      ({ command }) => command.type === 'channel.test' && command.name === name,
    );
  }

  #set(name: string, test: AskedTest): void {
    this.#tests = { ...this.#tests, [name]: test };
  }
}
