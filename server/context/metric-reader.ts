import type { Metric } from '../config/service.ts';
import { windowOf } from './metric-window.ts';
import { queryRange } from './prometheus.ts';
import type { PrometheusConfig } from './prometheus.ts';
import type { SeriesFound } from './prometheus-answer.ts';
import { PrometheusProblem } from './prometheus-problem.ts';
import { Turnstile } from './turnstile.ts';

/** Questions that Prometheus gets from the hub at once. */
const questionsAtOnce = 4;

/** After an outage nobody asks again for this long: in a storm each question would wait in vain. */
const restMs = 10_000;

/** An answer is as good as new for this long. */
const sharedMs = 15_000;

/** More are not kept, since each may be large. */
const sharedAnswers = 200;

/** Reads metrics, each once for all incidents that need it for the same minutes. */
export class MetricReader {
  readonly #now: () => number;
  readonly #signal: AbortSignal;
  readonly #turnstile = new Turnstile(questionsAtOnce);
  readonly #shared = new Map<string, Promise<SeriesFound>>();
  #outage: { problem: PrometheusProblem; untilMs: number; url: string } | null = null;

  /** `signal` ends what is under way. */
  constructor(now: () => number, signal: AbortSignal) {
    this.#now = now;
    this.#signal = signal;
  }

  /** @throws PrometheusProblem, or the reason of the signal */
  read(config: PrometheusConfig, { expression }: Metric, alertMs: number): Promise<SeriesFound> {
    const nowMs = this.#now();
    const window = windowOf(alertMs, nowMs);
    const minutes = [alertMs, nowMs].map((ms) => Math.floor(ms / 60_000));
    const key = JSON.stringify([config.url, expression, ...minutes]);
    const shared = this.#shared.get(key);
    if (shared) return shared;
    const reading = this.#turnstile.pass(async () => {
      this.#signal.throwIfAborted();
      if (this.#outage?.url === config.url && this.#now() < this.#outage.untilMs) {
        throw this.#outage.problem;
      }
      try {
        const found = await queryRange(config, expression, window, this.#signal);
        this.#outage = null;
        return found;
      } catch (error) {
        if (error instanceof PrometheusProblem && error.isOutage) {
          this.#outage = { problem: error, untilMs: this.#now() + restMs, url: config.url };
        }
        throw error;
      }
    });
    this.#keep(key, reading);
    return reading;
  }

  /** Whoever comes while it is under way shares it, and so does who comes a little later. */
  #keep(key: string, reading: Promise<SeriesFound>): void {
    this.#shared.set(key, reading);
    const forget = (): void => void this.#shared.delete(key);
    reading.then(() => setTimeout(forget, sharedMs).unref(), forget);
    const [oldest] = this.#shared.keys();
    if (this.#shared.size > sharedAnswers && oldest !== undefined) this.#shared.delete(oldest);
  }
}
