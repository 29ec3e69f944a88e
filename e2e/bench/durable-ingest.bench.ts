import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue } from 'node:sqlite';
import { HubProcess } from '../fixtures/hub.ts';
import { percentile } from './percentile.ts';
import { Poster } from './poster.ts';

/**
 * Alerts per second that the hub accepts over HTTP with an fsync before each 2xx, at 64 concurrent
 * posters, beside bare node:sqlite inserting the rows that the hub wrote, in as many transactions,
 * with the same durability. Prints one line of JSON.
 * `node e2e/bench/durable-ingest.bench.ts [SECONDS]`
 */
const seconds = Number(process.argv[2] ?? 10);
const posters = 64;
const results = [];
for (const alertsPerPost of [1, 20]) results.push(await measure(alertsPerPost));
process.stdout.write(`${JSON.stringify({ posters, results })}\n`);

async function measure(alertsPerPost: number) {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-bench-'));
  const hub = await HubProcess.start(folder);
  const { url } = await hub.createKey('bench', 'alertmanager');
  const latenciesMs: number[] = [];
  let accepted = 0;
  const deadline = performance.now() + seconds * 1_000;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: posters }, async (_, poster) => {
      const connection = new Poster(url);
      for (let round = 0; performance.now() < deadline; round++) {
        const body = groupOf(alertsPerPost, `${poster}-${round}`, poster);
        const sentAt = performance.now();
        const status = await connection.post(body);
        if (status !== 200) throw new Error(`The hub answered ${status}.`);
        latenciesMs.push(performance.now() - sentAt);
        accepted += alertsPerPost;
      }
      connection.close();
    }),
  );
  const elapsedSeconds = (performance.now() - startedAt) / 1_000;
  const commits = await hub.metric('tocsin_commit_seconds_count');
  await hub.stop();
  const bare = insertSameRows(hub.dataFolder, folder, commits);
  rmSync(folder, { recursive: true, force: true });
  const alertsPerSecond = accepted / elapsedSeconds;
  const bareAlertsPerSecond = accepted / bare.elapsedSeconds;
  return {
    alertsPerPost,
    alertsPerSecond: Math.round(alertsPerSecond),
    answerP99Ms: Math.round(percentile(latenciesMs, 0.99) * 10) / 10,
    commits,
    rows: bare.rows,
    bareAlertsPerSecond: Math.round(bareAlertsPerSecond),
    ratio: Math.round((alertsPerSecond / bareAlertsPerSecond) * 100) / 100,
  };
}

function groupOf(count: number, round: string, poster: number): string {
  const alerts = Array.from({ length: count }, (_, index) => ({
    status: 'firing',
    labels: {
      alertname: 'HighErrorRatio',
      service: `service-${poster}`,
      severity: 'critical',
      instance: `web-${round}-${index}`,
    },
    annotations: { summary: `error ratio of web-${round}-${index} is 7 %` },
    startsAt: '2026-11-23T05:40:00.000Z',
    endsAt: '0001-01-01T00:00:00Z',
    generatorURL: 'http://prometheus.example.com/graph',
    fingerprint: `${round}-${index}`,
  }));
  return JSON.stringify({ version: '4', groupKey: `{}:{poster="${poster}"}`, alerts });
}

/** Inserts all rows of the hub's database into a bare one and says how long that took. */
function insertSameRows(dataFolder: string, folder: string, commits: number) {
  const file = readdirSync(dataFolder).find((name) =>
    /^(hub|journal|tocsin)\.(db|sqlite)$/.test(name),
  );
  if (!file) throw new Error(`No database in ${dataFolder}.`);
  const source = new DatabaseSync(join(dataFolder, file), { readOnly: true });
  const bare = new DatabaseSync(join(folder, 'bare.sqlite'));
  bare.exec('pragma journal_mode = wal; pragma synchronous = full');
  const definitions = source
    .prepare(
      // A full-text index makes its tables itself; the bare database has none.
      "select name, type, sql from sqlite_master where sql is not null and name not like 'sqlite_%' and name not glob 'search*' and name not glob 'card_*' order by type desc",
    )
    .all() as { name: string; type: string; sql: string }[];
  for (const { sql } of definitions) bare.exec(sql);
  const inserts: { statement: ReturnType<typeof bare.prepare>; values: SQLInputValue[] }[] = [];
  for (const { name } of definitions.filter(({ type }) => type === 'table')) {
    const rows = source.prepare(`select * from "${name}"`).all();
    const columns = Object.keys(rows[0] ?? {});
    if (columns.length === 0) continue;
    const places = columns.map(() => '?').join(', ');
    const names = columns.map((column) => `"${column}"`).join(', ');
    const statement = bare.prepare(`insert into "${name}" (${names}) values (${places})`);
    for (const row of rows) {
      inserts.push({ statement, values: Object.values(row) });
    }
  }
  const startedAt = performance.now();
  const perCommit = Math.ceil(inserts.length / commits);
  bare.exec('pragma foreign_keys = off');
  for (let index = 0; index < inserts.length; index += perCommit) {
    bare.exec('begin');
    for (const { statement, values } of inserts.slice(index, index + perCommit)) {
      statement.run(...values);
    }
    bare.exec('commit');
  }
  const elapsedSeconds = (performance.now() - startedAt) / 1_000;
  source.close();
  bare.close();
  return { rows: inserts.length, elapsedSeconds };
}
