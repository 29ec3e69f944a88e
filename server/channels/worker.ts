import type { Logger } from 'pino';
import type { HubClock } from '../clock.ts';
import type { Channels } from '../config/channels.ts';
import type { ChannelMessage, Desk, Lane, SendOutcome } from '../desk/contract.ts';
import { failed } from './sending.ts';
import { send } from './send.ts';
import { ChannelTests } from './tests.ts';

export interface ChannelWorkerOptions {
  desk: Pick<
    Desk,
    | 'onCommitted'
    | 'dueLanes'
    | 'nextDeliveryMs'
    | 'takeDeliveries'
    | 'noteDeliveries'
    | 'testsUnderWay'
    | 'readTest'
    | 'noteTest'
  >;
  /** Asked for each message, so that a changed config is in force at once. */
  channels: () => Channels;
  /** Origin of the hub for people. */
  publicUrl: string;
  clock: HubClock;
  /** From 0 to below 1. */
  random: () => number;
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

/** Messages under way over one channel, so that a slow server holds up nobody on another channel. */
const sentAtOnce = 16;

/** Between two messages to one person over one channel: what comes meanwhile goes together. */
const pauseMs = 10_000;

/** So soon a wall clock that was set is noticed, and what could not be read is tried again. */
const longestWaitMs = 5_000;

/** How long what is under way may take to end when the hub stops; it is sent again by the next one. */
const graceMs = 2_000;

/**
 * Sends pages over channels when they are due, at least once each: what a hub did not see the end of is
 * sent again by the next one. Returns how to stop it; resolves when nothing is under way any more.
 */
export function startChannelWorker(options: ChannelWorkerOptions): () => Promise<void> {
  const worker = new ChannelWorker(options);
  const stopListening = options.desk.onCommitted((events) => {
    for (const event of events) {
      if (event.type === 'page.delivery') worker.wake();
      if (event.type === 'channel.tested' && event.outcome === 'asked') worker.test(event.testId);
    }
  });
  worker.begin();
  return async () => {
    stopListening();
    await worker.close();
  };
}

class ChannelWorker {
  readonly #options: ChannelWorkerOptions;
  readonly #tests: ChannelTests;
  readonly #stop = new AbortController();
  /** Of each channel, the people to whom something is under way. */
  readonly #underWay = new Map<string, Map<string, Promise<void>>>();
  /** Until when nothing goes to somebody, by lane. */
  readonly #pausedUntilMs = new Map<string, number>();
  #cancel: (() => void) | null = null;
  #isWoken = false;
  #isStopped = false;

  constructor(options: ChannelWorkerOptions) {
    this.#options = options;
    this.#tests = new ChannelTests(options, (message) => this.#send(message));
  }

  begin(): void {
    this.#tests.giveUp();
    this.#look();
  }

  test(testId: string): void {
    this.#tests.run(testId);
  }

  /** Looks at what is due once the events of this commit have all been told. */
  wake(): void {
    if (this.#isWoken) return;
    this.#isWoken = true;
    setImmediate(() => {
      this.#isWoken = false;
      this.#look();
    });
  }

  async close(): Promise<void> {
    this.#isStopped = true;
    this.#cancel?.();
    const patience = setTimeout(() => this.#stop.abort(), graceMs);
    const underWay = [...this.#underWay.values()].flatMap((people) => [...people.values()]);
    await Promise.all([...underWay, this.#tests.close()]);
    clearTimeout(patience);
  }

  #look(): void {
    if (this.#isStopped) return;
    const { desk, clock, log } = this.#options;
    const nowMs = clock.now();
    let nextMs = nowMs + longestWaitMs;
    try {
      for (const [key, untilMs] of this.#pausedUntilMs) {
        if (untilMs <= nowMs) this.#pausedUntilMs.delete(key);
        else nextMs = Math.min(nextMs, untilMs);
      }
      const known = Math.max(0, ...[...this.#underWay.values()].map(({ size }) => size));
      for (const lane of desk.dueLanes(sentAtOnce + known + this.#pausedUntilMs.size)) {
        if (!this.#pausedUntilMs.has(keyOf(lane))) this.#begin(lane);
      }
      nextMs = Math.min(nextMs, desk.nextDeliveryMs() ?? Infinity);
    } catch (error) {
      log.error({ err: error }, 'what is to be sent over channels could not be read');
    }
    this.#cancel?.();
    this.#cancel = clock.after(Math.max(1, nextMs - clock.now()), () => this.#look());
  }

  #begin(lane: Lane): void {
    const { name, personId } = lane;
    const people = this.#underWay.get(name) ?? new Map<string, Promise<void>>();
    if (people.has(personId) || people.size >= sentAtOnce) return;
    this.#underWay.set(name, people);
    const work = this.#work(lane).finally(() => {
      people.delete(personId);
      this.wake();
    });
    people.set(personId, work);
  }

  /** Never rejects: what could not be read or noted stays due. */
  async #work(lane: Lane): Promise<void> {
    const { desk, clock, random, log } = this.#options;
    try {
      const taken = await desk.takeDeliveries(lane);
      if (!taken) return;
      const outcome = await this.#send(taken.message);
      await desk.noteDeliveries(taken.deliveryIds, outcome, random());
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      log.error({ err: error, channel: lane.name }, 'a page could not be sent over a channel');
    }
    this.#pausedUntilMs.set(keyOf(lane), clock.now() + pauseMs);
  }

  /** @throws the reason of the worker's end */
  async #send(message: ChannelMessage): Promise<SendOutcome> {
    const { channels, publicUrl, clock, log } = this.#options;
    const { signal } = this.#stop;
    const facts = { channel: message.name, person: message.person.id, pages: message.pages.length };
    try {
      const circumstances = { publicUrl, nowMs: clock.now(), signal };
      const outcome = await send(channels(), message, circumstances);
      if (outcome.outcome === 'sent') log.info(facts, 'a message was sent over a channel');
      else log.warn({ ...facts, problem: outcome.problem }, 'a message could not be sent');
      return outcome;
    } catch (error) {
      signal.throwIfAborted();
      log.error({ err: error, ...facts }, 'a message could not be sent');
      return failed('The hub could not send it; its log says why.', false);
    }
  }
}

function keyOf({ name, personId }: Lane): string {
  return JSON.stringify([name, personId]);
}
