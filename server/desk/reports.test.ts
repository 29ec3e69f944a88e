import fc from 'fast-check';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import type { Rest } from '../domain/figures/night.ts';
import { toInstant } from '../domain/instant.ts';
import { projections } from '../journal/tables.ts';
import { temporaryFolder } from '../journal/testing/temporary-folder.ts';
import { Command } from '../protocol/commands.ts';
import { Figures, Reports } from '../protocol/reports.ts';
import type { ReportQuery } from '../protocol/reports.ts';
import { noConfig } from '../protocol/teams.ts';
import type { ConfigView } from '../protocol/teams.ts';
import type { DeviceIdentity } from './contract.ts';
import { createDesk } from './create-desk.ts';
import { noWorkSource } from './surroundings.ts';
import type { WorkSource } from './surroundings.ts';
import { createKey, enrol, firing, openTestDesk, startMs } from './testing/test-desk.ts';
import { walk } from './testing/walked-figures.ts';
import type { WalkedFigures } from './testing/walked-figures.ts';

const hourMs = 60 * 60 * 1_000;
const dayMs = 24 * hourMs;

/** Of the people of these tests, by name. */
const rests: Record<string, Rest> = {
  Ana: { zone: 'Europe/Berlin', sleep: { startMinute: 22 * 60, endMinute: 7 * 60 } },
  Bo: { zone: 'America/New_York', sleep: { startMinute: 23 * 60, endMinute: 6 * 60 } },
  Raj: { zone: 'Asia/Kolkata', sleep: { startMinute: 60, endMinute: 9 * 60 } },
  Sam: { zone: 'UTC', sleep: { startMinute: 22 * 60, endMinute: 7 * 60 } },
};

const team = (id: string, side: 'developer' | 'sre'): ConfigView['teams'][number] => ({
  ...{ id, name: id.toUpperCase(), side, zone: 'UTC', memberIds: [], isOpen: true },
  ...{ opensAt: null, thenOpensAt: null },
});

const config: ConfigView = {
  ...noConfig,
  teams: [team('shop', 'developer'), team('core', 'developer'), team('ops', 'sre')],
  services: [
    { id: 'checkout', name: 'Checkout', developers: 'shop', sres: 'ops' },
    { id: 'search', name: 'Search', developers: 'core', sres: 'ops' },
  ],
};

const work: WorkSource = {
  ...noWorkSource,
  config: () => config,
  restOf: ({ name }) => rests[name] ?? { zone: 'UTC', sleep: { startMinute: 0, endMinute: 1 } },
};

const commands = [
  ...['incident.acknowledge', 'incident.acknowledge', 'incident.acknowledge'],
  ...['incident.unacknowledge', 'incident.mitigate', 'incident.unmitigate', 'incident.resolve'],
  ...['person.page', 'incident.set-severity', 'incident.mark-noise'],
  ...['incident.decline', 'incident.snooze', 'seat.stand-down', 'seat.call-back'],
  ...['stopgap.install', 'stopgap.install', 'stopgap.extend', 'stopgap.extend', 'stopgap.undo'],
] as const;

const step = fc.oneof(
  fc.record({
    do: fc.constant('fire' as const),
    key: fc.constantFrom('a', 'b', 'c'),
    service: fc.constantFrom('checkout', 'Search', 'unlisted'),
    severity: fc.constantFrom('warning' as const, 'error' as const, 'critical' as const),
  }),
  fc.record({ do: fc.constant('end' as const), key: fc.constantFrom('a', 'b', 'c') }),
  fc.record({
    do: fc.constant('command' as const),
    type: fc.constantFrom(...commands),
    person: fc.nat(3),
    incident: fc.nat(2),
    other: fc.nat(3),
  }),
  fc.record({
    do: fc.constant('wait' as const),
    ms: fc.constantFrom(1_500, 7 * 60_000, 5 * hourMs, 31 * hourMs, 8 * dayMs, -3 * hourMs),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

const doing = (type: (typeof commands)[number], person: number, other = 0): Step => {
  return { do: 'command', type, person, incident: 0, other };
};

/** Something of all that is counted. */
const everything: Step[] = [
  { do: 'fire', key: 'a', service: 'checkout', severity: 'error' },
  { do: 'fire', key: 'b', service: 'unlisted', severity: 'error' },
  doing('incident.acknowledge', 0),
  doing('person.page', 0, 1),
  doing('incident.mark-noise', 2, 1),
  { do: 'wait', ms: 7 * 60_000 },
  doing('incident.unacknowledge', 0),
  doing('incident.acknowledge', 1),
  doing('incident.set-severity', 2),
  doing('stopgap.install', 0, 1),
  { do: 'wait', ms: 31 * hourMs },
  doing('stopgap.extend', 0),
];

/** Plays steps against a real desk. */
class Play {
  readonly #people: (DeviceIdentity & { name: string })[] = [];
  readonly desk: Awaited<ReturnType<typeof createDesk>>;
  readonly #clock: { nowMs: number };

  constructor(desk: Play['desk'], clock: { nowMs: number }) {
    this.desk = desk;
    this.#clock = clock;
  }

  async all(steps: readonly Step[]): Promise<void> {
    for (const name of Object.keys(rests)) {
      const device = await enrol(this.desk, name, name < 'C' ? 'developer' : 'sre');
      this.#people.push({ ...device, name });
    }
    const integration = await createKey(this.desk);
    for (const one of steps) {
      if (one.do === 'wait') await this.#wait(one.ms);
      else if (one.do === 'command') await this.#command(one);
      else {
        const alert = firing(one.key);
        const fired =
          one.do === 'fire'
            ? { service: one.service, content: { ...alert.content, severity: one.severity } }
            : { action: 'resolve' as const };
        await this.desk.ingest({ integration, alerts: [{ ...alert, ...fired }], group: null });
      }
    }
  }

  async #wait(ms: number): Promise<void> {
    this.#clock.nowMs += ms;
    await this.desk.runDue();
  }

  async #command({ type, person, incident, other }: Extract<Step, { do: 'command' }>) {
    const from = this.#people[person];
    const { incidents, stopgaps } = await this.desk.readSnapshot();
    const chosen = incidents.toReversed()[incident % Math.max(1, incidents.length)];
    if (!from || !chosen) return;
    const isAnswer = type === 'stopgap.extend' || type === 'stopgap.undo';
    const open = isAnswer ? stopgaps[0] : undefined;
    const incidentId = open?.incidentId ?? chosen.id;
    const commandId = crypto.randomUUID();
    const nowMs = this.#clock.nowMs;
    const stopgapId = open?.id ?? commandId;
    const fromMs = open ? Date.parse(open.expiresAt) : nowMs;
    const until = toInstant(Math.max(nowMs, fromMs) + (other + 2) * dayMs);
    const made: Record<(typeof commands)[number], object> = {
      'incident.acknowledge': {},
      'incident.unacknowledge': {},
      'incident.mitigate': {},
      'incident.unmitigate': {},
      'incident.resolve': {},
      'person.page': { personId: this.#people[other]?.person.id },
      'incident.set-severity': { from: chosen.severity, severity: 'critical' },
      'incident.decline': {},
      'incident.snooze': { until },
      'seat.stand-down': { until, reason: 'Let them sleep.' },
      'seat.call-back': { side: other % 2 === 0 ? 'developer' : 'sre' },
      'incident.mark-noise': { reason: other === 0 ? null : 'Nothing was to be done.' },
      'stopgap.install': {
        ...{ what: 'A larger pool', undo: 'Set it back', probeUrl: null, step: null },
        ...{ ownerId: other === 1 ? this.#people[0]?.person.id : null },
        expiresAt: until,
      },
      'stopgap.extend': { stopgapId, from: open?.expiresAt ?? until, until, reason: 'Not yet.' },
      'stopgap.undo': { stopgapId, note: null },
    };
    const command = Command.parse({ type, incidentId, ...made[type] });
    await this.desk.command(commandId, command, from);
  }
}

/** What the report says in the form of the walk. */
function plain(reports: Reports): WalkedFigures {
  const rows = [
    ['all', { total: reports.total, weeks: reports.totalWeeks }] as const,
    ...reports.sides.map((row) => [`side ${row.id}`, row] as const),
    ...reports.teams.map((row) => [`team ${row.id}`, row] as const),
    ...reports.services.map((row) => [`service ${row.id}`, row] as const),
    ...reports.people.map((row) => [`person ${row.name}`, row] as const),
  ];
  const figures: WalkedFigures = {};
  for (const [name, { total, weeks }] of rows) {
    for (const { week, ...one } of [{ week: 'total', ...total }, ...weeks]) {
      for (const [key, value] of Object.entries(one)) {
        if (typeof value === 'number') {
          if (value > 0) figures[`${name} / ${week} / ${key}`] = value;
        } else if (value.count > 0) {
          const { count, medianSeconds, p90Seconds } = value;
          figures[`${name} / ${week} / ${key}`] = `${count} ${medianSeconds} ${p90Seconds}`;
        }
      }
    }
  }
  return figures;
}

test('after any history the figures are those of an independent walk over the log', async () => {
  const folder = temporaryFolder();
  let count = 0;
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 45, size: 'max' }),
      fc.integer({ min: -2, max: 20 }),
      async (steps, sinceDays) => {
        const dataFolder = join(folder, String(++count));
        const clock = { nowMs: Date.UTC(2026, 9, 22, 23, 30), now: () => clock.nowMs };
        const sinceMs = clock.nowMs + sinceDays * dayMs;
        const desk = await createDesk({ dataFolder, clock, work });
        try {
          await new Play(desk, clock).all(steps);
          const untilMs = Math.max(clock.nowMs + 1, sinceMs + 1);
          const query = { since: toInstant(sinceMs), until: toInstant(untilMs) };
          const reports = Reports.parse(await desk.readReports(query));
          const database = new DatabaseSync(join(dataFolder, 'hub.sqlite'), { readOnly: true });
          const walked = walk(database, { sinceMs, untilMs, rests, services: config.services });
          database.close();
          expect(plain(reports)).toEqual(walked);
          for (const key of Object.keys(walked)) seen.add(key.split(' / ')[2] ?? '');
        } finally {
          await desk.close();
          rmSync(dataFolder, { recursive: true });
        }
      },
    ),
    { numRuns: 60, interruptAfterTimeLimit: 50_000, examples: [[everything, 0]] },
  );
  expect([...seen].toSorted()).toEqual(Object.keys(Figures.shape).toSorted());
}, 60_000);

async function openReported() {
  const opened = await openTestDesk({ work });
  const { desk, clock } = opened;
  const play = new Play(desk, clock);
  await play.all([
    { do: 'fire', key: 'a', service: 'checkout', severity: 'error' },
    { do: 'wait', ms: 90_500 },
    { do: 'command', type: 'incident.acknowledge', person: 0, incident: 0, other: 0 },
    { do: 'wait', ms: 10 * 60_000 },
    { do: 'fire', key: 'b', service: 'Search', severity: 'error' },
    { do: 'command', type: 'incident.acknowledge', person: 2, incident: 1, other: 0 },
    { do: 'command', type: 'incident.mark-noise', person: 2, incident: 1, other: 1 },
  ]);
  const query = { since: toInstant(startMs), until: toInstant(startMs + dayMs) };
  const read = (filter: Partial<ReportQuery> = {}) => desk.readReports({ ...query, ...filter });
  return { ...opened, read };
}

test('a small time, by hand: 03:00 UTC is night for all but the one in New York', async () => {
  const { read } = await openReported();
  const reports = await read();
  expect(reports.weeks).toEqual(['2026-11-23']);
  expect(reports.total).toMatchObject({
    ...{ incidents: 2, pages: 8, nightPages: 6, unanswered: 1, noise: 1 },
    acknowledge: { count: 2, medianSeconds: 0, p90Seconds: 90 },
  });
  expect(reports.noise).toMatchObject([
    { number: 2, service: 'Search', reason: 'Nothing was to be done.', personName: 'Raj' },
  ]);
  expect(reports.teams.map(({ id, total }) => [id, total.pages])).toEqual([
    ['ops', 4],
    ['core', 2],
    ['shop', 2],
  ]);
});

test('it is narrowed down to a service, a team, a side, a person', async () => {
  const { read } = await openReported();
  const all = await read();
  const ana = all.people.find(({ name }) => name === 'Ana')?.id ?? '';
  const shown = async (filter: Partial<ReportQuery>) => {
    const { total, sides, people, noise } = await read(filter);
    const { incidents, pages, unanswered, acknowledge } = total;
    return [
      incidents,
      pages,
      unanswered,
      acknowledge.count,
      sides.length,
      people.length,
      noise.length,
    ];
  };
  expect(await shown({})).toEqual([2, 8, 1, 2, 2, 4, 1]);
  expect(await shown({ service: 'checkout' })).toEqual([1, 4, 0, 1, 2, 4, 0]);
  expect(await shown({ team: 'core' })).toEqual([1, 2, 1, 0, 1, 2, 1]);
  expect(await shown({ side: 'sre' })).toEqual([2, 4, 0, 1, 1, 2, 1]);
  expect(await shown({ personId: ana })).toEqual([2, 2, 1, 1, 2, 1, 1]);
  expect(await shown({ personId: ana, side: 'sre' })).toEqual([0, 0, 0, 0, 1, 0, 0]);
  for (const alien of [{ service: 'no' }, { team: 'no' }, { personId: 'no' }]) {
    expect((await shown(alien)).slice(0, 4)).toEqual([0, 0, 0, 0]);
  }
  expect(await shown({ team: 'core', side: 'sre' })).toEqual([0, 0, 0, 0, 0, 0, 0]);
});

test('a log that is older than the tables of figures fills them', async () => {
  const dataFolder = temporaryFolder();
  const clock = { nowMs: startMs, now: () => clock.nowMs };
  const first = await createDesk({ dataFolder, clock, work });
  await new Play(first, clock).all(everything);
  await first.close();
  const tables = projections.filter((table) => table.startsWith('figure_'));
  const read = (database: DatabaseSync) =>
    tables.map((table) => database.prepare(`select * from ${table}`).all().length);
  const contents = (database: DatabaseSync) =>
    tables.map((table) => JSON.stringify(database.prepare(`select * from ${table}`).all()));
  const database = new DatabaseSync(join(dataFolder, 'hub.sqlite'));
  const [before, counts] = [contents(database), read(database)];
  expect(Math.min(...counts)).toBeGreaterThan(0);
  for (const table of tables) database.exec(`delete from ${table}`);
  database.close();
  const second = await createDesk({ dataFolder, clock, work });
  await second.close();
  const again = new DatabaseSync(join(dataFolder, 'hub.sqlite'));
  expect(contents(again)).toEqual(before);
  again.close();
});
