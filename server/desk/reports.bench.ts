import { statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { toInstant } from '../domain/instant.ts';
import type { Rest } from '../domain/figures/night.ts';
import { usualSleep } from '../domain/figures/night.ts';
import type { Journal } from '../journal/journal.ts';
import type { JournalTransaction } from '../journal/transaction.ts';
import type { ReportQuery } from '../protocol/reports.ts';
import { severities } from '../protocol/severity.ts';
import { noConfig } from '../protocol/teams.ts';
import { readReports } from './reporting-figures.ts';
import { noWorkSource } from './surroundings.ts';
import type { WorkSource } from './surroundings.ts';
import { benchJournal, percentile, round } from './bench/figures.ts';
import { seededRandom } from './bench/seeded-random.ts';

/**
 * Reports over as many incidents as the argument says (100,000 unless given), each calling six people,
 * beside a walk over the log of the same incidents. Prints one JSON document.
 */

const incidentCount = Number(process.argv[2] ?? 100_000);
const perTransaction = 5_000;
const serviceCount = 60;
const teamCount = 20;
const personCount = 120;
const runs = 20;
const weekMs = 7 * 24 * 60 * 60 * 1_000;
const sinceMs = Date.UTC(2026, 0, 5);
const untilMs = sinceMs + 52 * weekMs;
const actor = { kind: 'hub' } as const;
const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC'];

const { below } = seededRandom();

const three = (first: number): string[] => [0, 2, 4].map((step) => `person-${first + step}`);
const calledFor = (service: number) => {
  const first = 2 * (service % (personCount / 2 - 2));
  return { developer: three(first), sre: three(first + 1) };
};

function openIncident(transaction: JournalTransaction, n: number): void {
  const openedMs = sinceMs + Math.floor(((untilMs - sinceMs) * n) / incidentCount);
  const at = toInstant(openedMs);
  const incidentId = `incident-${n}`;
  const service = below(serviceCount);
  const called = calledFor(service);
  transaction.append({
    ...{ type: 'incident.opened', at, actor, incidentId, number: n + 1, called },
    service: `service-${service}`,
    alert: {
      ...{ id: `alert-${n}`, incidentId, dedupKey: `${n}`, sender: 'cli', integration: 'cli' },
      ...{ title: 'Something broke', labels: {}, annotations: {}, links: [], startsAt: at },
      ...{ severity: severities[n % 4] ?? 'error', status: 'firing', expiresAt: null },
      ...{ acknowledgedAtSender: null, resolvedAt: null, resolveCause: null },
    },
  });
  const later = (mostMs: number): string => toInstant(openedMs + below(mostMs));
  const answer = (side: 'developer' | 'sre', mostMs: number): void =>
    transaction.append({
      ...{ type: 'seat.acknowledged', at: later(mostMs), actor, incidentId, side },
      personId: called[side][below(3)] ?? '',
    });
  answer('sre', 300_000);
  if (n % 20 !== 0) answer('developer', 900_000);
  if (n % 10 === 3) {
    const again = { at: later(900_000), actor, incidentId, side: 'sre' } as const;
    transaction.append({ type: 'seat.unacknowledged', ...again, personId: called.sre[0] ?? '' });
  }
  if (n % 100 === 7) {
    const reason = 'It has fired each night for a month, and nothing is to be done.';
    const marked = { personId: 'person-1', reason, at, actor, incidentId };
    transaction.append({ type: 'incident.noise-marked', ...marked });
  }
  transaction.append({ type: 'incident.resolved', at: later(7_200_000), actor, incidentId });
}

const work: WorkSource = {
  ...noWorkSource,
  config: () => ({
    ...noConfig,
    teams: Array.from({ length: 2 * teamCount }, (_, index) => ({
      ...{ id: `team-${index}`, name: `Team ${index}`, zone: 'UTC', memberIds: [], isOpen: true },
      ...{ side: index < teamCount ? 'developer' : 'sre', opensAt: null, thenOpensAt: null },
    })),
    services: Array.from({ length: serviceCount }, (_, index) => ({
      ...{ id: `service-${index}`, name: `Service ${index}` },
      ...{
        developers: `team-${index % teamCount}`,
        sres: `team-${teamCount + (index % teamCount)}`,
      },
    })),
  }),
  restOf: ({ id }): Rest => ({ zone: zones[id.length % zones.length] ?? 'UTC', sleep: usualSleep }),
};

async function fill(journal: Journal): Promise<void> {
  await journal.write((transaction) => {
    for (let n = 0; n < personCount; n += 1) {
      const person = { id: `person-${n}`, name: `Person ${n}` };
      const side = n % 2 === 0 ? 'developer' : 'sre';
      const at = toInstant(sinceMs);
      transaction.append({ type: 'person.enrolled', at, actor, person: { ...person, side } });
    }
  });
  for (let from = 0; from < incidentCount; from += perTransaction) {
    await journal.write((transaction) => {
      const to = Math.min(incidentCount, from + perTransaction);
      for (let n = from; n < to; n += 1) openIncident(transaction, n);
    });
  }
}

const whole: ReportQuery = { since: toInstant(sinceMs), until: toInstant(untilMs) };
const queries: Record<string, ReportQuery> = {
  everything: whole,
  oneTeam: { ...whole, team: 'team-3' },
  onePerson: { ...whole, personId: 'person-10' },
  fourWeeks: { ...whole, since: toInstant(untilMs - 4 * weekMs) },
};

async function measure(journal: Journal): Promise<Record<string, number>> {
  const values: Record<string, number> = {};
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  for (const [name, query] of Object.entries(queries)) {
    const timesMs: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const beganMs = performance.now();
      JSON.stringify(await readReports({ journal, work, clock: { now: () => untilMs } }, query));
      timesMs.push(performance.now() - beganMs);
    }
    values[`${name} p50 ms`] = percentile(timesMs, 0.5);
    values[`${name} slowest ms`] = percentile(timesMs, 1);
  }
  values['others wait at most ms'] = round(delay.max / 1e6);
  return values;
}

/** What it takes without tables: every event is read and parsed once. */
function walk(dataFolder: string): number {
  const database = new DatabaseSync(join(dataFolder, 'hub.sqlite'), { readOnly: true });
  const beganMs = performance.now();
  for (const row of database.prepare('select body from events order by seq').iterate()) {
    JSON.parse(String(row['body']));
  }
  const tookMs = performance.now() - beganMs;
  database.close();
  return tookMs;
}

await benchJournal('reports', async (journal, dataFolder) => {
  const beganMs = performance.now();
  await fill(journal);
  const fillMs = performance.now() - beganMs;
  const values = await measure(journal);
  const walkMs = walk(dataFolder);
  return {
    incidents: incidentCount,
    'within 500 ms': (values['everything slowest ms'] ?? Infinity) < 500,
    ...values,
    'walk over the log ms': round(walkMs),
    'ratio to the walk': round((values['everything p50 ms'] ?? NaN) / walkMs),
    'fill µs per incident': round((fillMs * 1_000) / incidentCount),
    'file MB': round(statSync(join(dataFolder, 'hub.sqlite')).size / 1e6),
  };
});
