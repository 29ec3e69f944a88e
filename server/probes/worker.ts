import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Probes } from '../config/stopgaps.ts';
import type { Stopgap } from '../protocol/stopgap.ts';
import { askProbe } from './ask-probe.ts';
import { Streak } from './streak.ts';
import type { Finding } from './streak.ts';

type ProbedStopgap = Pick<Stopgap, 'id' | 'probeUrl' | 'probe'>;

export interface ProbeWorkerOptions {
  desk: {
    /** Open stopgaps that have an address to ask. */
    probedStopgaps(): readonly ProbedStopgap[];
    /** What is known already changes nothing. */
    noteProbe(stopgapId: string, finding: Finding): Promise<void>;
  };
  /** Asked for each round, so that a changed config is in force at once. */
  probes: () => Probes;
  log: Pick<Logger, 'error'>;
  /** Waits between rounds, as long as it is told meanwhile; returns when it is time or `signal` is aborted. */
  wait?: (waitMs: () => number, signal: AbortSignal) => Promise<void>;
}

/** Questions that are under way at once, so that many stopgaps are no storm. */
const askedAtOnce = 20;

/** How soon a changed interval is heeded. */
const heedMs = 5_000;

/**
 * Asks now and then, of each open stopgap that has an address, whether it holds. An address that
 * hangs is not asked again until its time is over, and holds up no other.
 * Returns how to stop it; resolves when nothing is under way any more.
 */
export function startProbeWorker(options: ProbeWorkerOptions): () => Promise<void> {
  const worker = new ProbeWorker(options);
  const running = worker.run();
  return async () => {
    worker.stop();
    await running;
  };
}

class ProbeWorker {
  readonly #options: ProbeWorkerOptions;
  readonly #stop = new AbortController();
  #streaks = new Map<string, Streak>();
  readonly #underWay = new Map<string, Promise<void>>();
  #waiting: ProbedStopgap[] = [];

  constructor(options: ProbeWorkerOptions) {
    this.#options = options;
  }

  async run(): Promise<void> {
    const { probes, wait = waitFor } = this.#options;
    const { signal } = this.#stop;
    while (!signal.aborted) {
      this.#beginRound();
      await wait(() => probes().intervalSeconds * 1_000, signal);
    }
    await Promise.all(this.#underWay.values());
  }

  stop(): void {
    this.#stop.abort();
  }

  #beginRound(): void {
    try {
      const stopgaps = this.#options.desk.probedStopgaps();
      const known = this.#streaks;
      this.#streaks = new Map(stopgaps.map(({ id }) => [id, known.get(id) ?? new Streak()]));
      this.#waiting = stopgaps.filter(({ id }) => !this.#underWay.has(id));
    } catch (error) {
      this.#options.log.error({ err: error }, 'the stopgaps to ask about could not be read');
    }
    this.#askNext();
  }

  #askNext(): void {
    while (this.#underWay.size < askedAtOnce && !this.#stop.signal.aborted) {
      const stopgap = this.#waiting.shift();
      if (stopgap === undefined) return;
      const asking = this.#ask(stopgap).finally(() => {
        this.#underWay.delete(stopgap.id);
        this.#askNext();
      });
      this.#underWay.set(stopgap.id, asking);
    }
  }

  /** Never rejects. */
  async #ask({ id, probeUrl, probe }: ProbedStopgap): Promise<void> {
    const { desk, probes, log } = this.#options;
    if (probeUrl === null) return;
    try {
      const answer = await askProbe(probeUrl, probes(), this.#stop.signal);
      const finding = this.#streaks.get(id)?.add(answer) ?? null;
      const isNews = finding !== null && finding.holds === (probe?.state === 'failing');
      if (isNews) await desk.noteProbe(id, finding);
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      log.error({ err: error, stopgap: id }, 'whether a stopgap holds could not be found');
    }
  }
}

async function waitFor(waitMs: () => number, signal: AbortSignal): Promise<void> {
  const startedAt = performance.now();
  const leftMs = () => startedAt + waitMs() - performance.now();
  while (leftMs() > 0 && !signal.aborted) {
    await delay(Math.min(heedMs, leftMs()), undefined, { signal }).catch(() => undefined);
  }
}
