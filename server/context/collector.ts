import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config } from '../config/schema.ts';
import type { Metric } from '../config/service.ts';
import type { Desk } from '../desk/contract.ts';
import { TocsinError } from '../protocol/errors.ts';
import type { NewContextItem } from '../protocol/room-api.ts';
import { foundMetric, metricItemId, missingMetric, runbooksItem, runbooksItemId } from './items.ts';
import { MetricReader } from './metric-reader.ts';
import type { PrometheusConfig } from './prometheus.ts';
import { PrometheusProblem } from './prometheus-problem.ts';
import { byUrgency, subjectOf } from './subject.ts';
import type { Subject } from './subject.ts';

export interface CollectorOptions {
  desk: Pick<Desk, 'addContext' | 'readContext' | 'readSnapshot' | 'onCommitted'> & {
    showRecentDeploys(incidentIds: readonly string[]): Promise<void>;
  };
  /** Asked for each incident, so that a changed config is in force at once. */
  config: () => Pick<Config, 'prometheus' | 'services'>;
  log: Pick<Logger, 'warn' | 'error'>;
  /** Epoch ms. */
  now: () => number;
}

/** Incidents whose metrics are read at once; the others wait, the most urgent first. */
const incidentsAtOnce = 4;

/** Metrics of this many series are kept when the pack has no room for all of them. */
const fewSeries = 4;

/** Between attempts to write an item while the hub is overloaded. */
const waitsMs = [1_000, 2_000, 4_000, 8_000];

const actor = { kind: 'hub' } as const;

/**
 * Gives incidents what the hub itself knows for them: runbooks and deploys at once, metrics as
 * Prometheus answers. Whatever is missing of the open ones is made up for at the start, so that
 * nothing needs to be written down about what is under way.
 * Returns how to stop it; resolves when nothing is under way any more.
 */
export function startCollector(options: CollectorOptions): () => Promise<void> {
  const collector = new Collector(options);
  const stopListening = options.desk.onCommitted((events) => {
    const opened = events.flatMap((event) => {
      if (event.type !== 'incident.opened') return [];
      const { incidentId: id, number, service, alert, at: openedAt } = event;
      const { severity } = alert;
      return [subjectOf({ id, number, service, severity, openedAt }, [alert])];
    });
    if (opened.length > 0) collector.collect(opened);
  });
  collector.makeUp();
  return async () => {
    stopListening();
    await collector.close();
  };
}

class Collector {
  readonly #options: CollectorOptions;
  readonly #stop = new AbortController();
  readonly #reader: MetricReader;
  readonly #underWay = new Set<Promise<void>>();
  readonly #waiting: Subject[] = [];
  #activeCount = 0;

  constructor(options: CollectorOptions) {
    this.#options = options;
    this.#reader = new MetricReader(options.now, this.#stop.signal);
  }

  /** Collects for incidents that were opened. */
  collect(subjects: readonly Subject[]): void {
    this.#run(this.#options.desk.showRecentDeploys(subjects.map(({ incidentId }) => incidentId)));
    for (const subject of subjects) {
      const item = runbooksItem(this.#serviceOf(subject)?.runbooks ?? []);
      if (item) this.#run(this.#add(subject, item));
    }
    this.#enqueue(subjects.filter((subject) => this.#metricsOf(subject).length > 0));
  }

  /** Collects what open incidents lack. */
  makeUp(): void {
    this.#run(this.#makeUp());
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#waiting.length = 0;
    await Promise.all(this.#underWay);
  }

  async #makeUp(): Promise<void> {
    const { desk } = this.#options;
    const { incidents, alerts } = await desk.readSnapshot();
    const alertsOf = Map.groupBy(alerts, ({ incidentId }) => incidentId);
    const open = incidents
      .filter(({ status }) => status !== 'resolved')
      .map((incident) => subjectOf(incident, alertsOf.get(incident.id) ?? []));
    await desk.showRecentDeploys(open.map(({ incidentId }) => incidentId));
    for (const subject of open) {
      if (this.#stop.signal.aborted) return;
      const service = this.#serviceOf(subject);
      if (!service) continue;
      const { items } = await desk.readContext(subject.incidentId);
      const known = new Set(items.map(({ id }) => id));
      const runbooks = runbooksItem(service.runbooks);
      if (runbooks && !known.has(runbooksItemId)) await this.#add(subject, runbooks);
      if (this.#metricsOf(subject).some((metric) => !known.has(metricItemId(metric)))) {
        this.#enqueue([subject]);
      }
    }
  }

  #enqueue(subjects: readonly Subject[]): void {
    this.#waiting.push(...subjects);
    this.#waiting.sort(byUrgency);
    while (this.#activeCount < incidentsAtOnce && this.#waiting.length > 0) {
      this.#activeCount += 1;
      this.#run(this.#work());
    }
  }

  async #work(): Promise<void> {
    try {
      for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
        await this.#readMetrics(next);
      }
    } finally {
      this.#activeCount -= 1;
    }
  }

  async #readMetrics(subject: Subject): Promise<void> {
    const { prometheus } = this.#options.config();
    if (!prometheus) return;
    const metrics = this.#metricsOf(subject);
    const reading = metrics.map((metric) => this.#readMetric(subject, metric, prometheus));
    const outcomes = await Promise.allSettled(reading);
    for (const outcome of outcomes) if (outcome.status === 'rejected') this.#tell(outcome.reason);
  }

  async #readMetric(subject: Subject, metric: Metric, from: PrometheusConfig): Promise<void> {
    const { alertMs } = subject;
    try {
      const found = await this.#reader.read(from, metric, alertMs);
      const few = { ...found, series: found.series.slice(0, fewSeries) };
      await this.#addOneOf(subject, [
        foundMetric(metric, alertMs, found),
        foundMetric(metric, alertMs, few),
        missingMetric(metric, alertMs, 'There is no room for it in the context of this incident.'),
      ]);
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      if (!(error instanceof PrometheusProblem)) throw error;
      const { message: problem } = error;
      this.#options.log.warn(
        { service: subject.service, metric: metric.title, problem },
        'no metric',
      );
      await this.#add(subject, missingMetric(metric, alertMs, problem));
    }
  }

  /** Adds the first that there is room for. */
  async #addOneOf(subject: Subject, [item, ...others]: NewContextItem[]): Promise<void> {
    if (!item) return;
    try {
      await this.#add(subject, item);
    } catch (error) {
      const isTooLarge = error instanceof TocsinError && error.code === 'context_too_large';
      if (!isTooLarge || others.length === 0) throw error;
      await this.#addOneOf(subject, others);
    }
  }

  async #add({ incidentId }: Subject, item: NewContextItem): Promise<void> {
    for (const waitMs of [...waitsMs, null]) {
      try {
        await this.#options.desk.addContext(incidentId, [item], actor);
        return;
      } catch (error) {
        const isRetryable = error instanceof TocsinError && error.entry.retryable;
        if (!isRetryable || waitMs === null) throw error;
        await delay(waitMs, undefined, { signal: this.#stop.signal });
      }
    }
  }

  #serviceOf({ service }: Subject): Config['services'][string] | undefined {
    const { services } = this.#options.config();
    return Object.hasOwn(services, service) ? services[service] : undefined;
  }

  #metricsOf(subject: Subject): readonly Metric[] {
    const isReadable = this.#options.config().prometheus !== undefined;
    return isReadable ? (this.#serviceOf(subject)?.metrics ?? []) : [];
  }

  /** What fails is told, and made up for at the next start. */
  #run(work: Promise<void>): void {
    const run = work
      .catch((error: unknown) => this.#tell(error))
      .finally(() => this.#underWay.delete(run));
    this.#underWay.add(run);
  }

  #tell(error: unknown): void {
    if (this.#stop.signal.aborted) return;
    this.#options.log.error({ err: error }, 'context could not be collected');
  }
}
