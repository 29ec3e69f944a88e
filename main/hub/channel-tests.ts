import type { VisibleEvent } from '../../server/protocol/events.ts';

/** A test of one of this person's channels that has not come out well yet. */
export interface ChannelTest {
  /** Id of the command that asked for it. */
  id: string;
  name: string;
  /** Epoch milliseconds of this laptop's clock. */
  askedAt: number;
  /** Why it failed, in words; null while it is on its way. */
  problem: string | null;
}

/** What has no answer by now, from a hub that stopped meanwhile, gets none. */
const patienceMs = 10 * 60_000;

/** Follows tests of channels from the hub's word that it tries to what became of it. */
export class ChannelTests {
  #tests: readonly ChannelTest[] = [];

  /** In the order in which they were asked for. */
  get tests(): readonly ChannelTest[] {
    return this.#tests;
  }

  heed(event: VisibleEvent, meId: string, nowMs: number): void {
    if (event.type !== 'channel.tested' || event.personId !== meId) return;
    const { testId: id, name, outcome, problem } = event;
    const isOther = (test: ChannelTest): boolean => {
      return test.id !== id && test.name !== name && nowMs - test.askedAt < patienceMs;
    };
    const others = this.#tests.filter(isOther);
    const failed = outcome === 'failed' ? (problem ?? 'It could not be sent.') : null;
    const test = { id, name, askedAt: nowMs, problem: failed };
    this.#tests = outcome === 'sent' ? others : [...others, test];
  }

  dismiss(id: string): void {
    this.#tests = this.#tests.filter((test) => test.id !== id);
  }
}
