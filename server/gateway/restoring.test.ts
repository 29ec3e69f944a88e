import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { createDesk } from '../desk/create-desk.ts';
import { temporaryFolder } from '../journal/testing/temporary-folder.ts';
import type { TestDevice } from './test-device.ts';
import { comparable, TestFollower } from './test-follower.ts';
import { TestHub } from './test-hub.ts';

/** A hub with its data folder and backups, and the laptops that come and go meanwhile. */
class World {
  readonly #folder: string;
  readonly #laptops = [0, 1, 2].map(() => ({
    follower: new TestFollower(),
    device: null as TestDevice | null,
  }));
  #backups = 0;
  #alerts = 0;
  #hub!: TestHub;
  #deviceToken = '';

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async create(folder: string): Promise<World> {
    mkdirSync(folder);
    const world = new World(folder);
    await world.#start();
    world.#deviceToken = (await world.#hub.enrol()).deviceToken;
    await world.backUp();
    return world;
  }

  async commit(count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) await this.#alert();
  }

  /** As docs/operations.md says: a copy while the hub runs. */
  async backUp(): Promise<void> {
    const database = new DatabaseSync(this.#database, { readOnly: true });
    await backup(database, this.#backup(this.#backups));
    database.close();
    this.#backups += 1;
  }

  async restore(which: number): Promise<void> {
    await this.stop();
    this.#putInPlace(which);
    await this.#start();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.#start();
  }

  /** A backup is put in place, and a command is used before the hub is started. */
  async restoreAndWrite(which: number, count: number): Promise<void> {
    await this.stop();
    this.#putInPlace(which);
    const desk = await createDesk({ dataFolder: this.#data });
    for (let index = 0; index < count; index += 1) {
      await desk.admin({ type: 'invite.create', personName: `Guest ${index}`, side: 'sre' });
    }
    await desk.close();
    await this.#start();
  }

  async connect(which: number): Promise<void> {
    const laptop = this.#laptop(which);
    if (laptop.device) return;
    laptop.device = await this.#hub.connect(this.#deviceToken);
    const { since, hubId, epoch } = laptop.follower;
    laptop.device.hello(since, hubId, epoch);
  }

  /** How the hub brings this laptop up to date. */
  async resume(which: number): Promise<'replay' | 'snapshot' | undefined> {
    await this.connect(which);
    const { device } = this.#laptop(which);
    await device?.until(() => device.frames.length > 0);
    const [first] = device?.frames ?? [];
    return first?.type === 'welcome' ? first.resume : undefined;
  }

  /** At once, in whatever the session was about; all frames count, or only the first ones. */
  drop(which: number, frameCount = Infinity): void {
    const laptop = this.#laptop(which);
    laptop.device?.drop();
    laptop.follower.follow(laptop.device?.frames.slice(0, frameCount) ?? []);
    laptop.device = null;
  }

  /** Every laptop that is connected knows what the hub knows, and after that all of them do. */
  async check(): Promise<void> {
    for (const which of this.#laptops.keys()) await this.connect(which);
    const head = this.#hub.desk.head();
    const truth = comparable(await this.#hub.desk.readSnapshot());
    for (const [which, { follower, device }] of this.#laptops.entries()) {
      await device?.until(() => {
        const isLive = device.frames.some(({ type }) => type === 'live');
        return isLive && device.cursor() === head;
      });
      this.drop(which);
      expect(follower.state).toEqual(truth);
    }
  }

  async stop(): Promise<void> {
    for (const which of this.#laptops.keys()) this.drop(which);
    await this.#hub.stop();
  }

  #putInPlace(which: number): void {
    rmSync(this.#data, { recursive: true });
    mkdirSync(this.#data);
    copyFileSync(this.#backup(which % this.#backups), this.#database);
  }

  async #start(): Promise<void> {
    const limits = { replayEvents: 30, snapshotPartBytes: 2_000 };
    this.#hub = await TestHub.start({ limits }, this.#data);
  }

  #alert(): Promise<void> {
    this.#alerts += 1;
    return this.#hub.alert(`service-${this.#alerts % 3}`, `alert ${this.#alerts}`);
  }

  get #data(): string {
    return join(this.#folder, 'data');
  }

  get #database(): string {
    return join(this.#data, 'hub.sqlite');
  }

  #backup(index: number): string {
    return join(this.#folder, `backup-${index}.sqlite`);
  }

  #laptop(which: number) {
    const laptop = this.#laptops[which % this.#laptops.length];
    if (!laptop) throw new Error('There is always a laptop.');
    return laptop;
  }
}

const which = fc.nat({ max: 5 });
const count = fc.integer({ min: 1, max: 6 });
const action = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constant('commit' as const), count) },
  { weight: 4, arbitrary: fc.tuple(fc.constant('connect' as const), which) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('drop' as const), which) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('glimpse' as const), which, count) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('backUp' as const)) },
  { weight: 2, arbitrary: fc.tuple(fc.constant('restore' as const), which) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('restoreAndWrite' as const), which, count) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('restart' as const)) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('check' as const)) },
);

async function take(world: World, step: typeof action extends fc.Arbitrary<infer T> ? T : never) {
  switch (step[0]) {
    case 'commit':
      return world.commit(step[1]);
    case 'connect':
      return world.connect(step[1]);
    case 'drop':
      return world.drop(step[1]);
    case 'glimpse':
      await world.resume(step[1]);
      return world.drop(step[1], step[2]);
    case 'restore':
      return world.restore(step[1]);
    case 'restoreAndWrite':
      return world.restoreAndWrite(step[1], step[2]);
    default:
      return world[step[0]]();
  }
}

test('whatever is backed up, restored and restarted, laptops end up knowing what the hub knows', async () => {
  const folder = temporaryFolder();
  let worlds = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 6, maxLength: 20 }), async (steps) => {
      const world = await World.create(join(folder, String((worlds += 1))));
      try {
        for (const step of steps) await take(world, step);
        await world.check();
      } finally {
        await world.stop();
      }
    }),
    { numRuns: 25 },
  );
}, 120_000);

test.each([
  ['started anew', 'replay', (world: World) => world.restart()],
  ['restored from a backup', 'snapshot', (world: World) => world.restore(0)],
  ['restored, and written to', 'snapshot', (world: World) => world.restoreAndWrite(0, 3)],
] as const)('a hub that was %s brings a laptop up to date by %s', async (_name, resume, change) => {
  const world = await World.create(join(temporaryFolder(), 'world'));
  onTestFinished(() => world.stop());
  await world.commit(3);
  await world.check();
  await change(world);
  // Past the place where the laptop was, with another history.
  await world.commit(6);
  expect(await world.resume(0)).toBe(resume);
  await world.check();
  await world.restart();
  expect(await world.resume(0)).toBe('replay');
});
