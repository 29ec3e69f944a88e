import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { IngestOutcome } from '../desk/contract.ts';
import type { SenderKind } from '../protocol/alert.ts';
import type { ErrorCode } from '../protocol/errors.ts';
import type { WireEvent } from '../protocol/events.ts';

/** From half a millisecond to ten seconds. */
const latencyBuckets = [
  0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];
const batchBuckets = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000];

/**
 * The way of an alert through the hub, in order. `store` is the whole time until it is on disk,
 * `wait` and `decide` are parts of it; `deliver` is how old an event is when every session has it.
 */
const stageNames = [
  'receive',
  'understand',
  'store',
  'wait',
  'decide',
  'fan_out',
  'deliver',
] as const;
export type Stage = (typeof stageNames)[number];

/** What the hub counts, and where its parts report it. Every duration is in milliseconds. */
export interface Metrics {
  ingest: {
    accepted(sender: SenderKind, outcome: IngestOutcome): void;
    refused(sender: SenderKind, code: ErrorCode): void;
  };
  stage(stage: Stage, durationMs: number): void;
  /** Fits the journal's observer. */
  journal: {
    onBatch(report: {
      jobCount: number;
      eventCount: number;
      queueLength: number;
      waitMs: number;
      decideMs: number;
      commitMs: number;
      isCommitted: boolean;
    }): void;
  };
  /** Fits the gateway's observer. */
  gateway: {
    sessions(count: number): void;
    fannedOut(report: {
      sessions: number;
      events: number;
      bytes: number;
      durationMs: number;
      lagMs: number;
    }): void;
    told(event: WireEvent): void;
    resumed(kind: 'replay' | 'snapshot'): void;
    ended(code: ErrorCode): void;
    refused(code: ErrorCode): void;
  };
  /** Everything in Prometheus' text form. */
  render(): Promise<{ contentType: string; text: string }>;
}

/** Creates the hub's metrics in a registry of their own, with those of the process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const shared = { registers: [registry] };
  const counter = <Name extends string>(name: string, help: string, labelNames: Name[]) =>
    new Counter({ name, help, labelNames, ...shared });
  const histogram = <Name extends string>(
    name: string,
    help: string,
    buckets: number[],
    labelNames: Name[],
  ) => new Histogram({ name, help, buckets, labelNames, ...shared });
  const gauge = (name: string, help: string) => new Gauge({ name, help, ...shared });

  const requests = counter(
    'tocsin_ingest_requests_total',
    'Ingest requests, by sender and by what became of them: accepted, or the code of the error.',
    ['sender', 'code'],
  );
  const alerts = counter(
    'tocsin_ingest_alerts_total',
    'Alerts of accepted requests, by sender and by what they did.',
    ['sender', 'outcome'],
  );
  const stages = histogram(
    'tocsin_stage_seconds',
    'How long alerts stay in each stage on their way through the hub.',
    latencyBuckets,
    ['stage'],
  );
  const commits = histogram(
    'tocsin_commit_seconds',
    'Duration of a commit of the journal, with its fsync.',
    latencyBuckets,
    [],
  );
  const commitRequests = histogram(
    'tocsin_commit_requests',
    'Requests that shared a transaction.',
    batchBuckets,
    [],
  );
  const commitEvents = histogram(
    'tocsin_commit_events',
    'Events written by a transaction.',
    batchBuckets,
    [],
  );
  const commitFailures = counter('tocsin_commit_failures_total', 'Transactions that failed.', []);
  const queue = gauge('tocsin_commit_queue', 'Requests that wait for a commit.');
  const sessions = gauge('tocsin_sessions', 'Open sessions of devices.');
  const fanOutEvents = counter(
    'tocsin_fan_out_events_total',
    'Events written to sessions, once per session.',
    [],
  );
  const fanOutBytes = counter('tocsin_fan_out_bytes_total', 'Bytes written to sessions.', []);
  const misses = counter(
    'tocsin_paging_misses_total',
    'Pages that nothing sounded for in time, people on call out of reach, and drills that failed.',
    ['kind'],
  );
  const resumes = counter(
    'tocsin_sessions_resumed_total',
    'Sessions that said hello, by how they were brought up to date.',
    ['kind'],
  );
  const ends = counter('tocsin_sessions_ended_total', 'Sessions that the hub ended, by code.', [
    'code',
  ]);
  const handshakes = counter(
    'tocsin_handshakes_refused_total',
    'Attempts to connect that were refused, by code.',
    ['code'],
  );
  // Resolved once: looking a child up by its labels costs more than counting.
  const stageOf = new Map(stageNames.map((name) => [name, stages.labels(name)]));
  const stage = (name: Stage, durationMs: number) => stageOf.get(name)?.observe(durationMs / 1_000);

  return {
    ingest: {
      accepted(sender, outcome) {
        requests.inc({ sender, code: 'accepted' });
        for (const name in outcome) {
          const count = outcome[name as keyof IngestOutcome];
          if (count > 0) alerts.inc({ sender, outcome: name }, count);
        }
      },
      refused: (sender, code) => requests.inc({ sender, code }),
    },
    stage,
    journal: {
      onBatch(report) {
        queue.set(report.queueLength);
        stage('wait', report.waitMs);
        stage('decide', report.decideMs);
        if (!report.isCommitted) {
          commitFailures.inc();
          return;
        }
        commits.observe(report.commitMs / 1_000);
        commitRequests.observe(report.jobCount);
        commitEvents.observe(report.eventCount);
      },
    },
    gateway: {
      sessions: (count) => sessions.set(count),
      fannedOut(report) {
        fanOutEvents.inc(report.sessions * report.events);
        fanOutBytes.inc(report.bytes);
        stage('fan_out', report.durationMs);
        stage('deliver', report.lagMs);
      },
      told(event) {
        const kind = missOf(event);
        if (kind !== null) misses.inc({ kind });
      },
      resumed: (kind) => resumes.inc({ kind }),
      ended: (code) => ends.inc({ code }),
      refused: (code) => handshakes.inc({ code }),
    },
    render: async () => ({
      contentType: registry.contentType,
      text: await registry.metrics(),
    }),
  };
}

/** What an event says of a page that may not have been heard, or would not be; null for all others. */
function missOf(event: WireEvent): 'unheard' | 'unreachable' | 'drill' | null {
  switch (event.type) {
    case 'page.unheard':
      return event.to === 'next' ? 'unheard' : null;
    case 'person.unreachable':
      return 'unreachable';
    case 'drill.ended':
      return event.outcome === 'failed' ? 'drill' : null;
    default:
      return null;
  }
}
