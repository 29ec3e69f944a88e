import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue } from 'node:sqlite';
import { openDatabase, writerPragmas } from '../journal/open-database.ts';
import type { BatchReport } from '../journal/observer.ts';
import type { IncomingBatch, Integration } from './contract.ts';
import { createDesk } from './create-desk.ts';

/**
 * Durable ingest at 64 concurrent callers, as a ratio to bare `node:sqlite` inserting the same rows
 * into the same tables in the same batches with the same pragmas. Prints one JSON document.
 */

const concurrency = 64;
const alertCount = 12_800;
const rounds = 5;
const serviceCount = 20;

interface Batch {
  statements: [sql: string, ...parameters: SQLInputValue[]][];
}

interface DeskRun {
  alertsPerSecond: number;
  latenciesMs: number[];
  batches: Batch[];
}

async function runDesk(dataFolder: string): Promise<DeskRun> {
  const reports: BatchReport[] = [];
  const desk = await createDesk({
    dataFolder,
    observe: { onBatch: (report) => reports.push(report) },
  });
  const created = await desk.admin({
    type: 'key.create',
    name: 'bench',
    sender: 'alertmanager',
    service: null,
    mapping: null,
  });
  for (const side of ['developer', 'sre'] as const) {
    const { code } = await desk.admin({ type: 'invite.create', personName: side, side });
    await desk.join({ code, deviceName: 'laptop', platform: 'linux' });
  }
  const headBefore = desk.head();
  reports.length = 0;
  const incoming = Array.from({ length: alertCount }, (_, index) =>
    makeBatch(created.integration, index),
  );
  const latenciesMs: number[] = [];
  let next = 0;
  const call = async (): Promise<void> => {
    for (let batch = incoming[next++]; batch; batch = incoming[next++]) {
      const startMs = performance.now();
      await desk.ingest(batch);
      latenciesMs.push(performance.now() - startMs);
    }
  };
  const startMs = performance.now();
  await Promise.all(Array.from({ length: concurrency }, call));
  const elapsedMs = performance.now() - startMs;
  await desk.close();
  const batches = readBatches(dataFolder, headBefore, reports);
  return { alertsPerSecond: (alertCount / elapsedMs) * 1_000, latenciesMs, batches };
}

function makeBatch(integration: Integration, index: number): IncomingBatch {
  const service = `service-${index % serviceCount}`;
  return {
    integration,
    group: { groupKey: `{}:{service="${service}"}`, unseen: 0 },
    alerts: [
      {
        action: 'fire',
        dedupKey: index.toString(16).padStart(16, '0'),
        service,
        content: {
          title: `High error ratio on ${service}, instance ${index}`,
          severity: 'warning',
          labels: {
            alertname: 'HighErrorRatio',
            service,
            instance: `10.0.${index >> 8}.${index & 255}:9100`,
            job: 'node',
            severity: 'warning',
          },
          annotations: {
            summary: `High error ratio on ${service}`,
            description: 'More than 5% of the requests of the last five minutes failed.',
          },
          links: [{ href: `https://prometheus.example/graph?g0.expr=${index}`, text: 'Graph' }],
        },
        startsAt: new Date(Date.now() - 60_000).toISOString(),
        endsAt: null,
      },
    ],
  };
}

/** Every row as the desk left it, cut into the transactions in which the desk wrote them. */
function readBatches(dataFolder: string, headBefore: number, reports: BatchReport[]): Batch[] {
  const database = new DatabaseSync(join(dataFolder, 'hub.sqlite'));
  const rowsOf = (sql: string, ...parameters: SQLInputValue[]) =>
    database.prepare(sql).all(...parameters) as Record<string, SQLInputValue>[];
  const alerts = new Map(
    rowsOf('select * from alerts').map((row) => [row['opened_seq'], Object.values(row)]),
  );
  const incidents = new Map(
    rowsOf('select * from incidents').map((row) => [row['id'], Object.values(row)]),
  );
  let seq = headBefore;
  const batches = reports.map(({ eventCount }): Batch => {
    const statements: Batch['statements'] = [];
    const touched = new Set<SQLInputValue>();
    const events = rowsOf(
      'select * from events where seq > ? and seq <= ? order by seq',
      seq,
      seq + eventCount,
    );
    seq += eventCount;
    const alertRows: SQLInputValue[][] = [];
    for (const event of events) {
      statements.push([`insert into events values (?, ?, ?, ?, ?)`, ...Object.values(event)]);
      const incidentId = event['incident_id'];
      if (incidentId !== undefined && incidentId !== null) touched.add(incidentId);
      const alert = alerts.get(event['seq'] ?? null);
      if (alert) alertRows.push(alert);
    }
    for (const id of touched) {
      const sql = `insert into incidents values (?, ?, ?, ?, ?, ?) on conflict (number) do update
        set status = excluded.status, resolved_at = excluded.resolved_at, body = excluded.body`;
      statements.push([sql, ...(incidents.get(id) ?? [])]);
    }
    for (const row of alertRows) {
      statements.push([`insert into alerts values (?, ?, ?, ?, ?, ?, ?, ?, ?)`, ...row]);
    }
    return { statements };
  });
  database.close();
  return batches;
}

async function runBare(dataFolder: string, batches: Batch[]): Promise<number> {
  (await openDatabase(dataFolder)).close();
  const database = new DatabaseSync(join(dataFolder, 'hub.sqlite'));
  database.exec(writerPragmas);
  const prepared = new Map(
    [...new Set(batches.flatMap(({ statements }) => statements.map(([sql]) => sql)))].map(
      (sql) => [sql, database.prepare(sql)] as const,
    ),
  );
  const begin = database.prepare('begin immediate');
  const commit = database.prepare('commit');
  const startMs = performance.now();
  for (const { statements } of batches) {
    begin.run();
    for (const [sql, ...parameters] of statements) prepared.get(sql)?.run(...parameters);
    commit.run();
  }
  const elapsedMs = performance.now() - startMs;
  database.close();
  return (alertCount / elapsedMs) * 1_000;
}

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

async function inFolder<Result>(run: (dataFolder: string) => Promise<Result>): Promise<Result> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'tocsin-bench-'));
  try {
    return await run(dataFolder);
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

const results: { desk: DeskRun; bare: number }[] = [];
for (let round = 0; round < rounds; round++) {
  const desk = await inFolder(runDesk);
  const bare = await inFolder((folder) => runBare(folder, desk.batches));
  results.push({ desk, bare });
}
const latencies = results.flatMap(({ desk }) => desk.latenciesMs);
const report = {
  name: 'durable ingest',
  concurrency,
  alertCount,
  rounds,
  alertsPerSecond: Math.round(
    quantile(
      results.map(({ desk }) => desk.alertsPerSecond),
      0.5,
    ),
  ),
  bareAlertsPerSecond: Math.round(
    quantile(
      results.map(({ bare }) => bare),
      0.5,
    ),
  ),
  ratio: quantile(
    results.map(({ desk, bare }) => desk.alertsPerSecond / bare),
    0.5,
  ),
  goal: 0.3,
  latencyMs: { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) },
};
process.stdout.write(`${JSON.stringify(report)}\n`);
