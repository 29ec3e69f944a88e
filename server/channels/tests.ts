import type { Logger } from 'pino';
import type { HubClock } from '../clock.ts';
import type { ChannelMessage, Desk, SendOutcome } from '../desk/contract.ts';
import { failed } from './sending.ts';

export interface ChannelTestParts {
  desk: Pick<Desk, 'testsUnderWay' | 'readTest' | 'noteTest'>;
  clock: Pick<HubClock, 'now'>;
  log: Pick<Logger, 'error'>;
}

/** Tests of one person's channel in an hour: who sends more of them sends to somebody else's phone. */
export const testsPerHour = 10;
const hourMs = 60 * 60 * 1_000;

const forgotten = failed('The hub stopped meanwhile. Try again.', true);
const unknown = failed('The config names no such channel any more.', true);
const tooMany = failed(`No more than ${testsPerHour} tests in an hour. Try again later.`, true);

/** Sends tests that people ask for, at once and once each. */
export class ChannelTests {
  readonly #parts: ChannelTestParts;
  readonly #send: (message: ChannelMessage) => Promise<SendOutcome>;
  readonly #underWay = new Set<Promise<void>>();
  /** When the last tests went, by address. */
  readonly #sentMs = new Map<string, number[]>();

  /** @param send may reject only when the hub stops */
  constructor(parts: ChannelTestParts, send: (message: ChannelMessage) => Promise<SendOutcome>) {
    this.#parts = parts;
    this.#send = send;
  }

  /** Says of tests that a hub before this one did not see the end of. */
  giveUp(): void {
    const { desk } = this.#parts;
    for (const testId of desk.testsUnderWay()) this.#begin(desk.noteTest(testId, forgotten));
  }

  run(testId: string): void {
    this.#begin(this.#test(testId));
  }

  async close(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #test(testId: string): Promise<void> {
    const { desk } = this.#parts;
    const messages = await desk.readTest(testId);
    const [first] = messages;
    const outcome = first ? await this.#sendFew(first, messages) : unknown;
    await desk.noteTest(testId, outcome);
  }

  /** Whoever has several addresses is sent one to each; it has failed when one of them did. */
  async #sendFew(
    { person, name }: ChannelMessage,
    messages: readonly ChannelMessage[],
  ): Promise<SendOutcome> {
    const key = JSON.stringify([person.id, name]);
    const nowMs = this.#parts.clock.now();
    const lately = (this.#sentMs.get(key) ?? []).filter((atMs) => atMs > nowMs - hourMs);
    if (lately.length >= testsPerHour) return tooMany;
    this.#sentMs.set(key, [...lately, nowMs]);
    const outcomes = await Promise.all(messages.map((message) => this.#send(message)));
    return outcomes.find(({ outcome }) => outcome === 'failed') ?? { outcome: 'sent' };
  }

  #begin(work: Promise<void>): void {
    const run = work
      .catch((error: unknown) => {
        this.#parts.log.error({ err: error }, 'a channel could not be tested');
      })
      .finally(() => this.#underWay.delete(run));
    this.#underWay.add(run);
  }
}
