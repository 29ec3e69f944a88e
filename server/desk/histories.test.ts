import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { history, toCommand, toIncoming } from '../domain/testing/history.ts';
import type { Step } from '../domain/testing/history.ts';
import type { Command, CommandAnswer } from '../protocol/commands.ts';
import type { Actor, Side } from '../protocol/identity.ts';
import { projections } from '../journal/tables.ts';
import { temporaryFolder } from '../journal/testing/temporary-folder.ts';
import type { DeviceIdentity, Integration } from './contract.ts';
import { createDesk } from './create-desk.ts';
import type { HubDesk } from './create-desk.ts';
import { Mirror } from './testing/mirror.ts';
import { createKey, enrol, startMs } from './testing/test-desk.ts';

/** Laptops of some tell theirs. */
const zones = ['Europe/Berlin', undefined, 'Asia/Kolkata'];

/** Plays a history against a real desk; steps of one turn are not waited for one by one. */
class Player {
  readonly mirror = new Mirror();
  readonly people: DeviceIdentity[] = [];
  readonly messageIds: string[] = [];
  /** Who is behind each event that a person caused. */
  readonly deeds: Extract<Actor, { kind: 'person' }>[] = [];
  readonly #asked: {
    id: string;
    command: Command;
    from: DeviceIdentity;
    answer: CommandAnswer;
  }[] = [];
  #invited = 0;
  readonly #desk: HubDesk;
  readonly #integration: Integration;
  readonly #clock: { nowMs: number };

  constructor(desk: HubDesk, integration: Integration, clock: { nowMs: number }) {
    this.#desk = desk;
    this.#integration = integration;
    this.#clock = clock;
  }

  async play(steps: Step[], perTurn: number): Promise<void> {
    for (let index = 0; index < steps.length; index += perTurn) {
      await Promise.all(steps.slice(index, index + perTurn).map((step) => this.#take(step)));
      await this.#catchUp();
    }
  }

  /** Sends every command again; answers in the order of the first ones. */
  async repeat(): Promise<{ first: CommandAnswer[]; again: CommandAnswer[] }> {
    const again = await Promise.all(
      this.#asked.map(({ id, command, from }) => this.#desk.command(id, command, from)),
    );
    return { first: this.#asked.map(({ answer }) => answer), again };
  }

  async #command(id: string, command: Command, from: DeviceIdentity): Promise<void> {
    const answer = await this.#desk.command(id, command, from);
    this.#asked.push({ id, command, from, answer });
  }

  #enrol(side: Side): Promise<DeviceIdentity> {
    const number = ++this.#invited;
    return enrol(this.#desk, `Person ${number}`, side, zones[number % zones.length]);
  }

  async #catchUp(): Promise<void> {
    for (const event of await this.#desk.readEvents(this.mirror.seq, 10_000)) {
      this.mirror.take(event);
      if (event.type !== 'withheld' && event.actor.kind === 'person') this.deeds.push(event.actor);
      if (event.type === 'message.posted') this.messageIds.unshift(event.messageId);
    }
  }

  async #take(step: Step): Promise<unknown> {
    switch (step.do) {
      case 'wait':
        this.#clock.nowMs += step.ms;
        return undefined;
      case 'expire':
        return this.#desk.runDue();
      case 'enrol':
        this.people.push(await this.#enrol(step.side));
        return undefined;
      case 'ingest': {
        const alerts = step.alerts.map((alert) => toIncoming(alert, this.#clock.nowMs));
        return this.#desk.ingest({ integration: this.#integration, alerts, group: step.group });
      }
      case 'command':
      case 'read':
      case 'receipts': {
        const from = this.people[step.person % Math.max(this.people.length, 1)];
        const incidents = [...this.mirror.incidents.keys()].toReversed();
        const incidentId = incidents[step.incident % Math.max(incidents.length, 1)];
        if (!from || incidentId === undefined) return undefined;
        if (step.do === 'read') {
          const upTo = Math.max(0, this.mirror.seq - step.behind);
          return this.#desk.report({ type: 'read', incidentId, upTo }, from);
        }
        if (step.do === 'receipts') {
          const { stage } = step;
          return this.#desk.report({ type: 'receipts', stage, incidentIds: [incidentId] }, from);
        }
        const command = toCommand(step, {
          incidentId,
          severity: this.mirror.incidents.get(incidentId)?.severity ?? 'error',
          personIds: [...this.mirror.people.keys()],
          messageIds: this.messageIds,
        });
        return this.#command(crypto.randomUUID(), command, from);
      }
    }
  }
}

function dump(dataFolder: string): Record<string, unknown[]> {
  const database = new DatabaseSync(join(dataFolder, 'hub.sqlite'), { readOnly: true });
  const tables = [...projections, 'events', 'answers'].map((table) => {
    const rows = database.prepare(`select * from ${table}`).all();
    return [table, rows.map((row) => JSON.stringify(row)).toSorted()] as const;
  });
  database.close();
  return Object.fromEntries(tables);
}

test('after any history the tables are those that the log alone gives, and devices agree', async () => {
  const folder = temporaryFolder();
  let count = 0;
  await fc.assert(
    fc.asyncProperty(history, fc.integer({ min: 1, max: 6 }), async (steps, perTurn) => {
      const dataFolder = join(folder, String(++count));
      const clock = { nowMs: startMs, now: () => clock.nowMs };
      const desk = await createDesk({ dataFolder, clock });
      try {
        const player = new Player(desk, await createKey(desk), clock);
        const { mirror } = player;
        await player.play([{ do: 'enrol', side: 'sre' }, ...steps], perTurn);

        const snapshot = await desk.readSnapshot();
        expect(snapshot.seq).toBe(mirror.seq);
        expect(new Map(snapshot.people.map((person) => [person.id, person]))).toEqual(
          mirror.people,
        );
        expect(new Map(snapshot.devices.map((item) => [item.id, item]))).toEqual(mirror.devices);
        expect(new Map(snapshot.incidents.map((item) => [item.id, item]))).toEqual(
          mirror.incidents,
        );
        expect(snapshot.alerts.map(withoutExpiry).toSorted(byId)).toEqual(
          [...mirror.alerts.values()].map(withoutExpiry).toSorted(byId),
        );

        const zoneOf = new Map(player.people.map(({ deviceId, zone }) => [deviceId, zone]));
        expect(player.deeds.length).toBeGreaterThan(0);
        for (const { deviceId, zone } of player.deeds)
          expect(zone).toBe(zoneOf.get(deviceId ?? ''));

        const { first, again } = await player.repeat();
        expect(again).toEqual(first);
        expect(desk.head()).toBe(snapshot.seq);

        const before = dump(dataFolder);
        const nextDueMs = desk.nextDueMs();
        desk.rebuild();
        expect(dump(dataFolder)).toEqual(before);
        expect(desk.nextDueMs()).toBe(nextDueMs);
      } finally {
        // Also when it fails: each smaller example that is tried opens one of its own.
        await desk.close();
        rmSync(dataFolder, { recursive: true });
      }
    }),
    { numRuns: 60, interruptAfterTimeLimit: 50_000, markInterruptAsFailure: true },
  );
}, 60_000);

test('a desk opened again goes on where the last one ended', async () => {
  const dataFolder = temporaryFolder();
  const first = await createDesk({ dataFolder });
  const integration = await createKey(first);
  await new Player(first, integration, { nowMs: startMs }).play(
    fc.sample(history, { numRuns: 1, seed: 7 })[0] ?? [],
    3,
  );
  const before = dump(dataFolder);
  await first.close();
  const second = await createDesk({ dataFolder });
  onTestFinished(() => second.close());
  expect(dump(dataFolder)).toEqual(before);
  expect(second.head()).toBe(before['events']?.length);
});

function withoutExpiry<T extends { expiresAt: unknown }>({ expiresAt: _, ...rest }: T) {
  return rest;
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}
