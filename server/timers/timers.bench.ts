import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { PagingSourceOfConfig } from '../config/paging-source.ts';
import { Config } from '../config/schema.ts';
import { Directory } from '../domain/directory.ts';
import { percentile, round } from '../desk/bench/figures.ts';
import { createDesk } from '../desk/create-desk.ts';
import type { HubDesk } from '../desk/create-desk.ts';
import type { IncomingAlert } from '../domain/incoming.ts';

/**
 * How long it takes until all timers have fired that are due in the same second: as many seats as the
 * argument says (5,000 unless given), each of which calls its next step. Prints one JSON document.
 */

const seatCount = Number(process.argv[2] ?? 5_000);
const incidentCount = seatCount / 2;
const teamCount = 20;
const peoplePerTeam = 4;
const goalMs = 1_000;
const minuteMs = 60_000;

const teamIds = Array.from({ length: teamCount }, (_, index) => `team-${index}`);
const peopleOf = (teamId: string): string[] =>
  Array.from({ length: peoplePerTeam }, (_, index) => `${teamId}-person-${index}`);
const sideOf = (index: number) => (index % 2 === 0 ? 'developer' : 'sre');
const people = teamIds.flatMap(peopleOf);
const config = Config.parse({
  people: Object.fromEntries(people.map((id) => [id, { name: id }])),
  teams: Object.fromEntries(
    teamIds.map((id, index) => [
      id,
      { side: sideOf(index), zone: 'Europe/Berlin', members: peopleOf(id) },
    ]),
  ),
  services: Object.fromEntries(
    Array.from({ length: incidentCount }, (_, index) => {
      const pair = 2 * (index % (teamCount / 2));
      return [`service-${index}`, { developers: `team-${pair}`, sres: `team-${pair + 1}` }];
    }),
  ),
});

const clock = { nowMs: Date.UTC(2026, 10, 23, 3), now: () => clock.nowMs };
const delay = monitorEventLoopDelay({ resolution: 1 });
const dataFolder = mkdtempSync(join(tmpdir(), 'tocsin-timers-'));

async function openIncidents(desk: HubDesk): Promise<void> {
  for (const [index, personName] of people.entries()) {
    const side = sideOf(Math.floor(index / peoplePerTeam));
    const { code } = await desk.admin({ type: 'invite.create', personName, side });
    await desk.join({ code, deviceName: 'laptop', platform: 'linux' });
  }
  const { integration } = await desk.admin({
    ...{ type: 'key.create', name: 'am', sender: 'alertmanager', service: null, mapping: null },
  });
  const nothing = { annotations: {}, links: [] };
  const alerts = Array.from({ length: incidentCount }, (_, index): IncomingAlert => {
    const title = `Trouble ${index}`;
    return {
      ...{ action: 'fire', dedupKey: title, service: `service-${index}` },
      content: { title, severity: 'warning', labels: { alertname: title }, ...nothing },
      ...{ startsAt: null, endsAt: null },
    };
  });
  await desk.ingest({ integration, group: null, alerts });
}

interface Fired {
  tookMs: number;
  /** Of the processor, on all its cores. */
  cpuMs: number;
  calls: number;
  plans: number;
}

/** Fires what is due now; how long that takes, and what it does. */
async function fire(desk: HubDesk): Promise<Fired> {
  const before = desk.head();
  delay.enable();
  const cpu = process.cpuUsage();
  const begun = performance.now();
  await desk.runDue();
  const tookMs = performance.now() - begun;
  const { user, system } = process.cpuUsage(cpu);
  delay.disable();
  const events = await desk.readEvents(before, 10 * seatCount);
  const count = (type: string) => events.filter((event) => event.type === type).length;
  const cpuMs = (user + system) / 1_000;
  return { tookMs, cpuMs, calls: count('seat.called'), plans: count('seat.planned') };
}

try {
  const batches = { count: 0, decideMs: 0, commitMs: 0 };
  const desk = await createDesk({
    ...{ dataFolder, clock, paging: new PagingSourceOfConfig({ current: config }) },
    rules: { directory: new Directory(config) },
    observe: {
      onBatch: ({ decideMs, commitMs }) => {
        batches.count += 1;
        batches.decideMs += decideMs;
        batches.commitMs += commitMs;
      },
    },
  });
  await openIncidents(desk);
  Object.assign(batches, { count: 0, decideMs: 0, commitMs: 0 });
  const runs = [];
  for (let run = 0; run < 5; run += 1) {
    clock.nowMs += 6 * minuteMs;
    runs.push(await fire(desk));
  }
  const audited = performance.now();
  const found = await desk.auditEngine();
  const auditMs = performance.now() - audited;
  await desk.close();
  const times = runs.map(({ tookMs }) => tookMs);
  const worst = percentile(times, 1);
  process.stdout.write(
    `${JSON.stringify({
      ...{ seats: seatCount, runs: runs.length, 'seats that went on': runs.at(-1)?.plans },
      ...{ 'p50 ms': percentile(times, 0.5), 'max ms': worst },
      'longest turn ms': round(delay.max / 1e6),
      'cpu ms per run': round(runs.reduce((sum, { cpuMs }) => sum + cpuMs, 0) / runs.length),
      ...{ 'commits per run': batches.count / runs.length },
      ...{ 'ms deciding per run': round(batches.decideMs / runs.length) },
      ...{ 'ms committing per run': round(batches.commitMs / runs.length) },
      ...{ 'audit ms': round(auditMs), 'audit found': found.length },
      'all within 1 s': worst < goalMs && runs.every(({ plans }) => plans === seatCount),
    })}\n`,
  );
} finally {
  rmSync(dataFolder, { recursive: true, force: true });
}
