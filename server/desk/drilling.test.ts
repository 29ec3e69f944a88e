import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseConfig } from '../config/parse-config.ts';
import { PagingSourceOfConfig } from '../config/paging-source.ts';
import { temporaryFolder } from '../journal/testing/temporary-folder.ts';
import type { CommandAnswer, DutyCommand } from '../protocol/commands.ts';
import type { VisibleEvent } from '../protocol/events.ts';
import { checkNames } from '../protocol/oncall.ts';
import type { Drill, SelfCheck } from '../protocol/oncall.ts';
import type { DeviceIdentity } from './contract.ts';
import { createDesk } from './create-desk.ts';
import type { HubDesk } from './create-desk.ts';
import { enrol } from './testing/test-desk.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** An hour before a turn. */
const startMs = Date.UTC(2026, 10, 3, 7);

const config = `
people: { ana: { name: Ana }, bo: { name: Bo }, raj: { name: Raj } }
teams:
  payments: { name: Payments, side: developer, zone: UTC, members: [ana, bo] }
  ops: { name: Operations, side: sre, zone: UTC, members: [raj] }
services: { checkout: { developers: payments, sres: ops } }
rotas:
  first: { team: payments, layers: [{ name: daily, start: '2026-11-02T08:00', turn: day, people: [ana, bo] }] }
  second: { team: payments, layers: [{ name: daily, start: '2026-11-02T08:00', turn: day, people: [ana, bo] }] }
`;

type EventOf<Type extends VisibleEvent['type']> = Extract<VisibleEvent, { type: Type }>;

const checks = (flaw: SelfCheck['name'] | null): SelfCheck[] =>
  checkNames.map((name) => ({ name, isOk: name !== flaw, detail: null }));

/** A desk with two rotas that turn at 08:00; it may stop and go on later. */
class World {
  readonly #folder: string;
  readonly #clock = { nowMs: startMs, now: () => this.#clock.nowMs };
  #desk!: HubDesk;
  readonly people: DeviceIdentity[] = [];

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async create(folder: string): Promise<World> {
    const world = new World(folder);
    await world.#open();
    for (const name of ['Ana', 'Bo'])
      world.people.push(await enrol(world.#desk, name, 'developer'));
    world.people.push(await enrol(world.#desk, 'Raj', 'sre'));
    await world.#desk.heedRotas();
    await world.#desk.runDue();
    return world;
  }

  get nowMs(): number {
    return this.#clock.nowMs;
  }

  /** Everything that is due until then is done in its time. */
  async pass(ms: number): Promise<void> {
    const untilMs = this.#clock.nowMs + ms;
    for (;;) {
      const dueMs = (await this.#desk.runDue()) ?? Infinity;
      if (dueMs > untilMs) break;
      this.#clock.nowMs = Math.max(this.#clock.nowMs, dueMs);
    }
    this.#clock.nowMs = untilMs;
  }

  /** No hub runs for a time. */
  async restart(afterMs: number): Promise<void> {
    await this.#desk.close();
    this.#clock.nowMs += afterMs;
    await this.#open();
    await this.#desk.runDue();
  }

  async ask(which: number, command: DutyCommand): Promise<CommandAnswer> {
    return this.#desk.command(crypto.randomUUID(), command, this.person(which));
  }

  async report(which: number, drillId: string, flaw: SelfCheck['name'] | null): Promise<void> {
    await this.#desk.report({ type: 'drill', drillId, checks: checks(flaw) }, this.person(which));
  }

  async revoke(which: number): Promise<void> {
    await this.#desk.admin({ type: 'device.revoke', deviceId: this.person(which).deviceId });
  }

  /** One more laptop; returns its place among `people`. */
  async enrolAgain(name: string): Promise<number> {
    return this.people.push(await enrol(this.#desk, name, 'developer')) - 1;
  }

  person(which: number): DeviceIdentity {
    const person = this.people[which % this.people.length];
    if (!person) throw new Error('Nobody has joined.');
    return person;
  }

  async events<Type extends VisibleEvent['type']>(type: Type): Promise<EventOf<Type>[]> {
    const all = await this.#desk.readEvents(0, 100_000);
    return all.filter((event) => event.type === type) as EventOf<Type>[];
  }

  async drills(): Promise<Drill[]> {
    return (await this.events('drill.started')).map(({ drill }) => drill);
  }

  view(): Drill[] {
    return this.#desk.readOnCall().drills;
  }

  /** What is due, and what is known of drills, must be the same when it is made anew from the log. */
  rebuilt(): { before: unknown; after: unknown } {
    const known = () => ({ due: this.#desk.nextDueMs(), drills: this.#desk.readOnCall().drills });
    const before = known();
    this.#desk.rebuild();
    return { before, after: known() };
  }

  async end(): Promise<void> {
    await this.#desk.close();
    rmSync(this.#folder, { recursive: true });
  }

  async #open(): Promise<void> {
    const parsed = parseConfig(config, 'hub.yaml');
    if (!parsed.ok) throw new Error(parsed.problems.map(({ reason }) => reason).join('\n'));
    this.#desk = await createDesk({
      ...{ dataFolder: this.#folder, clock: this.#clock },
      paging: new PagingSourceOfConfig({ current: parsed.config }),
    });
  }
}

test('two rotas that turn at once are one drill, and one offer of each shift', async () => {
  const world = await World.create(temporaryFolder());
  await world.pass(hourMs);
  expect(await world.drills()).toMatchObject([
    { kind: 'audible', personId: world.person(1).person.id, rotaIds: ['first', 'second'] },
  ]);
  await world.pass(20 * minuteMs);
  const offers = await world.events('shift.offered');
  expect(offers.map(({ rotaId }) => rotaId)).toEqual(['first', 'second']);
  expect(offers[0]?.personIds).toEqual([world.person(0).person.id]);
  await world.end();
});

test('a drill of somebody without a laptop says so', async () => {
  const world = await World.create(temporaryFolder());
  await world.revoke(1);
  await world.pass(hourMs + 5 * minuteMs);
  const [ended] = await world.events('drill.ended');
  expect(ended).toMatchObject({ outcome: 'failed' });
  expect(ended?.reason).toBe('This person has no laptop that could ring.');
  await world.end();
});

test('a mute laptop fails a drill at once, and a confirmation passes it after all', async () => {
  const world = await World.create(temporaryFolder());
  await world.pass(hourMs);
  const [drill] = await world.drills();
  const drillId = drill?.id ?? '';
  await world.report(0, drillId, 'mute');
  expect(await world.events('drill.reported')).toEqual([]);
  await world.report(1, drillId, 'mute');
  await world.report(1, drillId, 'mute');
  expect(await world.events('drill.reported')).toHaveLength(1);
  expect(await world.events('drill.ended')).toMatchObject([
    { outcome: 'failed', reason: 'mute is not in order.' },
  ]);
  const confirm = { type: 'drill.confirm', drillId } as const;
  expect(await world.ask(0, confirm)).toMatchObject({ error: { code: 'drill_unknown' } });
  expect(await world.ask(1, confirm)).toMatchObject({ verdict: 'applied' });
  expect(await world.ask(1, confirm)).toMatchObject({ verdict: 'already' });
  await world.pass(2 * hourMs);
  expect(await world.events('shift.offered')).toEqual([]);
  await world.end();
});

test('of two laptops of one person, the one that is mute waits for what the other says', async () => {
  const world = await World.create(temporaryFolder());
  const second = await world.enrolAgain('Bo');
  await world.pass(hourMs);
  const [drill] = await world.drills();
  const drillId = drill?.id ?? '';
  await world.report(1, drillId, 'mute');
  await world.pass(2_999);
  expect(await world.events('drill.ended')).toEqual([]);
  await world.report(second, drillId, null);
  await world.pass(5 * minuteMs - 3_000);
  expect(await world.events('drill.ended')).toEqual([]);
  await world.pass(1);
  expect(await world.events('drill.ended')).toMatchObject([
    { outcome: 'failed', reason: 'Nobody confirmed in time that it was heard.' },
  ]);
  await world.end();
});

test('a mute laptop whose owner has another one that is closed fails the drill in a moment', async () => {
  const world = await World.create(temporaryFolder());
  await world.enrolAgain('Bo');
  await world.pass(hourMs);
  const [drill] = await world.drills();
  await world.report(1, drill?.id ?? '', 'volume');
  await world.pass(3_000);
  expect(await world.events('drill.ended')).toMatchObject([{ outcome: 'failed' }]);
  await world.end();
});

const action = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: passing() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), ms: passing() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('confirm' as const, 'report' as const, 'start' as const),
      who: fc.nat(2),
      drill: fc.nat(3),
      flaw: fc.constantFrom(null, ...checkNames),
    }),
  },
);

function passing(): fc.Arbitrary<number> {
  return fc.oneof(
    fc.integer({ min: 0, max: 10 * minuteMs }),
    fc.integer({ min: 0, max: 26 * hourMs }),
  );
}

test('whatever happens, every drill ends, none passes twice, and no failure is offered on twice', async () => {
  let run = 0;
  const folder = temporaryFolder();
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 24 }), async (actions) => {
      const world = await World.create(`${folder}/${(run += 1)}`);
      for (const step of actions) {
        if (step.do === 'pass') await world.pass(step.ms);
        else if (step.do === 'restart') await world.restart(step.ms);
        else if (step.do === 'start') await world.ask(step.who, { type: 'drill.start' });
        else {
          const drillId = (await world.drills()).at(-1 - step.drill)?.id ?? crypto.randomUUID();
          if (step.do === 'report') await world.report(step.who, drillId, step.flaw);
          else await world.ask(step.who, { type: 'drill.confirm', drillId });
        }
      }
      await world.pass(10 * minuteMs);
      const drills = await world.drills();
      const ended = await world.events('drill.ended');
      for (const { id, startedAt } of drills) {
        const own = ended.filter(({ drillId }) => drillId === id);
        const isOver = Date.parse(startedAt) + 5 * minuteMs + minuteMs < world.nowMs;
        const outcomes = own.map(({ outcome }) => outcome).join(' ');
        const expected = ['passed', 'failed', 'failed passed', ...(isOver ? [] : [''])];
        expect(expected).toContain(outcomes);
      }
      const failures = ended.filter(({ outcome }) => outcome === 'failed').length;
      const offers = await world.events('shift.offered');
      const perRota = Map.groupBy(offers, ({ rotaId }) => rotaId);
      for (const own of perRota.values()) expect(own.length).toBeLessThanOrEqual(failures);
      for (const { at, personId } of offers) {
        const last = ended.findLast((one) => one.personId === personId && one.at <= at);
        expect(last?.outcome).toBe('failed');
      }
      const { before, after } = world.rebuilt();
      expect(after).toEqual(before);
      await world.end();
    }),
    { numRuns: 15 },
  );
});
